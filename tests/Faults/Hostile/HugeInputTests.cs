using Timeline.Tests.Faults.Program.Hostile;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Hostile;

/// <summary>Inputs that are deep, huge, or grow when they are taken in: bounded memory and time, and no death.</summary>
public sealed class HugeInputTests
{
    private static readonly string[] Few =
    [
        "JSON in bytes/lists 100,000 deep,lists without end,a number of a million digits,the largest exponent,a name of 10 MB",
        "a patch/a copy doubled 40 times,a text doubled 19 times,a key doubled 18 times,a path of 10 MB,a value moved into itself",
        "import/a line of 16 MB,a chain that doubles,a chain of bombs,documents that traverse,deep",
        "CrdtText in JSON/deep,all steps deleted",
    ];

    [Fact]
    public async Task What_is_deep_or_huge_is_an_answer_in_bounded_memory()
    {
        var all = Entrances.All.Where(it => it.IsText && it.Cost <= 12).Select(it => it.Name);
        var faults = new List<string>();
        var (taken, peak, entrances) = (0, 0L, 0);
        foreach (var one in Extent.IsLong ? all : Few)
        {
            var parts = one.Split('/');
            var run = await Attackers.RunAsync(["huge", parts[0], .. parts.Length > 1 ? Names(parts[1]) : []]);
            if (run.Faults.Length > 0) faults.Add(run.Faults);
            else Assert.True(run.Taken > 0, one);
            (taken, peak, entrances) = (taken + run.Taken, Math.Max(peak, run.Peak), entrances + 1);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Figures.Report(
            "hostile input, deep and huge",
            $"{taken} inputs of up to {HugeInputs.Largest >> 20} MiB at {entrances} entrances, process deaths 0, foreign exceptions 0, "
            + $"peak {peak >> 20} MiB of {Attackers.PeakCap >> 20}");
    }

    // A comma within a number is none between two names.
    private static IEnumerable<string> Names(string list) => list.Replace(",0", ";0", StringComparison.Ordinal).Split(',')
        .Select(name => name.Replace(";0", ",0", StringComparison.Ordinal));
}
