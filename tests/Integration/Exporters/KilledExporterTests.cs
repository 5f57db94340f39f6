using System.Text;
using Timeline.ChangeLogs;
using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

public sealed class KilledExporterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-killed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(SpoolUse.Always)]
    [InlineData(SpoolUse.Overflow)]
    public async Task What_was_taken_before_a_kill_is_sent_when_the_program_is_started_again(SpoolUse use)
    {
        var spool = Path.Combine(_folder, "spool");
        var last = await KillAfterAsync(400, spool, use, target: null);
        var file = Path.Combine(_folder, "sent.jsonl");
        await SendTheRestAsync(spool, use, file);

        // One more may have been taken without having been said; what was in memory only is lost.
        var numbers = await NumbersAsync(file);
        var first = use == SpoolUse.Always ? 2 : 12; // the first entry was made before anybody subscribed
        Assert.Equal(Enumerable.Range(first, numbers.Length).Select(number => (long)number), numbers);
        Assert.InRange(numbers[^1], last, last + 1);
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_sending_loses_nothing_and_repeats_no_more_than_a_batch()
    {
        var (spool, file) = (Path.Combine(_folder, "spool"), Path.Combine(_folder, "sent.jsonl"));
        var last = await KillAfterAsync(700, spool, SpoolUse.Always, file);
        await SendTheRestAsync(spool, SpoolUse.Always, file);
        var numbers = await NumbersAsync(file);
        Assert.InRange(numbers[^1], last, last + 1);
        Assert.Equal(Enumerable.Range(2, (int)numbers[^1] - 1).Select(number => (long)number), numbers.Distinct());
        Assert.InRange(numbers.Length - numbers.Distinct().Count(), 0, ChildExporter.Options(spool, SpoolUse.Always).BatchRecords);
    }

    private static async Task<long> KillAfterAsync(int entries, string spool, SpoolUse use, string? target)
    {
        var last = 0L;
        using var child = ChildExporter.Start(spool, use, target);
        while (last < entries && await child.StandardOutput.ReadLineAsync() is { } line)
            last = Math.Max(last, ChildExporter.NumberIn(line) ?? 0);
        child.Kill();
        while (await child.StandardOutput.ReadLineAsync() is { } line)
            last = Math.Max(last, ChildExporter.NumberIn(line) ?? 0);
        await child.WaitForExitAsync();
        Assert.True(last >= entries, "the child took nothing");
        return last;
    }

    private static async Task SendTheRestAsync(string spool, SpoolUse use, string file)
    {
        await using var exporter = new ChangeExporter(new JsonLinesSink(file), ChildExporter.Options(spool, use));
        Assert.NotEqual(0, exporter.Status.Waiting + exporter.Status.Sent);
        await exporter.FlushAsync();
        Assert.Equal((0L, 0L, 0L), (exporter.Status.Waiting, exporter.Status.Damaged, exporter.Status.Refused));
    }

    private static async Task<long[]> NumbersAsync(string file) =>
    [
        .. (await File.ReadAllLinesAsync(file)).Select(line => Right(ChangeJson.Parse(Encoding.UTF8.GetBytes(line))).Id.Number),
    ];
}
