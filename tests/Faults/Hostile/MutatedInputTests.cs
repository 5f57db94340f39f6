using System.Globalization;
using Timeline.Tests.Faults.Program.Hostile;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Hostile;

/// <summary>Inputs that are almost valid, at every entrance: each is a value that can be used, or refused in words.</summary>
public sealed class MutatedInputTests
{
    [Fact]
    public async Task What_is_almost_valid_is_taken_or_refused_in_words()
    {
        var count = Extent.Of(@short: 600, @long: 10_000);
        var run = await Attackers.RunAsync("mutated", $"{Extent.Seed}", "0", count.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("", run.Faults);
        Assert.InRange(run.Accepted, Entrances.All.Count, run.Taken);
        Figures.Report(
            "hostile input, mutated",
            $"{run.Taken} inputs at {Entrances.All.Count} entrances, {run.Accepted} accepted and used, "
            + $"process deaths 0, foreign exceptions 0, peak {run.Peak >> 20} MiB of {Attackers.PeakCap >> 20}");
    }

    [Fact]
    public async Task Every_beginning_and_every_altered_byte_of_what_is_valid_is_an_answer()
    {
        var step = Extent.Of(@short: 23, @long: 1);
        var run = await Attackers.RunAsync("damaged", step.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("", run.Faults);
        Figures.Report(
            "hostile input, cut and altered",
            $"{run.Taken} inputs, {run.Accepted} accepted and used, process deaths 0, foreign exceptions 0, "
            + $"peak {run.Peak >> 20} MiB of {Attackers.PeakCap >> 20}");
    }

    [Fact]
    public void What_others_are_made_of_is_valid()
    {
        foreach (var entrance in Entrances.All.Where(it => it.Name is not ("the schema of a store" or "forged rows" or "forged rows of events")))
            Assert.All(entrance.Seeds(), seed => Assert.True(entrance.Read(seed), $"{entrance.Name}: {Convert.ToHexString(seed.AsSpan(0, Math.Min(seed.Length, 100)))}"));
    }
}
