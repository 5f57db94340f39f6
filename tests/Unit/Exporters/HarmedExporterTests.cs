using System.Collections.Concurrent;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Unit.Exporters;

/// <summary>What sinks and others may do to an exporter.</summary>
public sealed class HarmedExporterTests : IDisposable
{
    private static readonly ExporterOptions Quick = new()
    {
        MaximumDelay = TimeSpan.FromMilliseconds(5),
        Retry = new() { FirstPause = TimeSpan.FromMilliseconds(1), MaximumPause = TimeSpan.FromMilliseconds(5) },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-exporter-").FullName;
    private readonly ConcurrentQueue<ExporterFailure> _failures = [];
    private readonly TrackedList<int> _list = new();
    private readonly List<ChangeEntryId> _taken = [];

    public HarmedExporterTests() => _list.Subscribe(entry => _taken.Add(entry.Id), priority: 1);

    private SpoolOptions Spool => new() { Folder = _folder };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    public async Task A_sink_that_asks_for_no_pause_is_tried_as_if_it_had_not_asked(int seconds)
    {
        var tries = 0;
        var sink = new ScriptedSink((_, _) =>
        {
            tries++;
            throw new SinkBusyException("Busy.", TimeSpan.FromSeconds(seconds));
        });
        var exporter = new ChangeExporter(sink, new() { MaximumDelay = TimeSpan.Zero, ShutdownTime = TimeSpan.Zero });
        using var one = _list.Subscribe(exporter);
        _list.Add(1);
        await Task.Delay(500);
        await exporter.DisposeAsync();
        Assert.InRange(tries, 1, 10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_sink_throws_when_it_is_cancelled_harms_nobody(bool isLate)
    {
        var sink = new ScriptedSink(async (_, token) =>
        {
            token.Register(() => throw new InvalidOperationException("I will not."));
            await Task.Delay(Timeout.Infinite, token);
        });
        var exporter = new ChangeExporter(sink, Quick with
        {
            Spool = Spool,
            ShutdownTime = TimeSpan.FromMilliseconds(isLate ? 200 : 0),
            AttemptTimeout = TimeSpan.FromMilliseconds(isLate ? 20 : 86_400_000),
        });
        using var one = _list.Subscribe(exporter);
        _list.Add(1);
        await Task.Delay(100);
        await exporter.DisposeAsync();
        Assert.Equal(1, exporter.Status.Waiting);
        var next = new ScriptedSink();
        await using (new ChangeExporter(next, Quick with { Spool = Spool }))
        {
        }

        Assert.Equal(_taken, next.Ids);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_spool_of_which_nothing_is_left_is_told_once_and_holds_up_nothing(bool isDeleted)
    {
        var isDown = true;
        var sink = new ScriptedSink((_, _) => isDown ? throw new IOException("Down.") : default);
        await using var exporter = new ChangeExporter(sink, Quick with
        {
            MaximumDelay = TimeSpan.FromDays(1),
            Spool = Spool with { Use = SpoolUse.Always },
            Failed = _failures.Enqueue,
        });
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 3; i++) _list.Add(i);
        var file = Directory.EnumerateFiles(_folder, "*.spool").Single();
        if (isDeleted) File.Delete(file);
        else await File.WriteAllTextAsync(file, File.ReadAllText(file).Replace("Add", "Bad", StringComparison.Ordinal));
        isDown = false;
        await exporter.FlushAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(ExporterFailureKind.Damaged, Assert.Single(_failures).Kind);
        Assert.Equal(3, exporter.Status.Damaged);
        Assert.Equal(0, exporter.Status.Waiting);
        if (isDeleted) Assert.False(File.Exists(Path.Combine(_folder, "damaged.lines")));
        else Assert.Equal(3, File.ReadAllLines(Path.Combine(_folder, "damaged.lines")).Length);
        _list.Add(3);
        await exporter.FlushAsync();
        Assert.Equal(_taken[^1], sink.Ids.Last());
    }
}
