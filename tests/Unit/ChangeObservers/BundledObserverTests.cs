using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Containers;
using Timeline.Observing;
using Timeline.Stamping;
using Timeline.Telemetry;
using Timeline.Tests.Persisting;
using Timeline.Tests.Unit.Observing;
using Timeline.Tests.Unit.Telemetry;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeObservers;

public sealed class BundledObserverTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_collector_keeps_the_newest_and_counts_what_made_room()
    {
        ChangeCollector collector = new(capacity: 3);
        TrackedList<int> list = [];
        using var subscription = list.Subscribe(collector, replay: true);
        Assert.Null(collector.Last);
        for (var i = 0; i < 200; i++) list.Add(i);
        Assert.Equal(["/197", "/198", "/199"], collector.Entries.Select(it => $"{it.Path}"));
        Assert.Equal((3, 197L, "/199"), (collector.Count, collector.Dropped, $"{collector.Last!.Path}"));
        var before = collector.Entries;
        collector.Clear();
        Assert.Equal((0, 0L, 3), (collector.Count, collector.Dropped, before.Count));
        list.Add(1);
        Assert.Equal("/200", $"{Assert.Single(collector.Entries).Path}");
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ChangeCollector(0));
    }

    [Fact]
    public void A_collector_leaves_out_beginnings_unless_it_is_told_to_keep_them()
    {
        TrackedList<int> list = [1];
        ChangeCollector without = new();
        ChangeCollector with = new(includeInit: true);
        using var first = list.Subscribe(without, replay: true);
        using var second = list.Subscribe(with, replay: true);
        list.Remove(1);
        Assert.Equal([ChangeAction.Add, ChangeAction.Remove], without.Entries.Select(it => it.Action));
        Assert.Equal([ChangeAction.Init, ChangeAction.Add, ChangeAction.Remove], with.Entries.Select(it => it.Action));
        Assert.Equal("/0", $"{Assert.Single(with.Where(new() { Actions = [ChangeAction.Remove] })).Path}");
    }

    [Fact]
    public void A_filter_passes_on_what_is_wanted_and_the_end()
    {
        Heard heard = new();
        FilteredObserver filtered = new(heard, new() { Paths = [PathPattern.Of("/orders/**")], Actor = "ann" });
        TrackedDictionary<string, int> map = [];
        using var subscription = map.Subscribe(filtered);
        map["orders"] = 1;
        using (Actor.As("ann"))
        {
            map["orders"] = 2;
            map["other"] = 3;
        }

        filtered.OnError(new IOException("over"));
        filtered.OnCompleted();
        Assert.Equal(["Update /orders", "over", "end"], heard.All);
    }

    [Fact]
    public void A_log_is_told_who_did_what_where_and_no_value()
    {
        Logged log = new();
        TrackedDictionary<string, string> map = [];
        using var subscription = map.Subscribe(new LoggingObserver(log, LogLevel.Debug));
        using (Actor.As("ann\nbob")) map["a\u001bb"] = "secret";
        var (level, id, text) = Assert.Single(log.Entries);
        Assert.Equal((LogLevel.Debug, 201, "ChangeMade"), (level, id.Id, id.Name));
        Assert.Equal($"""add /a\u001bb of dictionary {map.Id} by ann\u000abob: this[], number 2.""", text);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_is_told_values_if_that_is_asked_for_and_long_ones_short()
    {
        Logged log = new();
        TrackedList<string> list = ["old"];
        using var subscription = list.Subscribe(new LoggingObserver(log, withValues: true));
        list[0] = new string('x', 1000);
        list.Clear();
        Assert.Equal(202, log.Entries[0].Id.Id);
        Assert.Contains("from \"old\" to \"xxx", log.Lines[0], StringComparison.Ordinal);
        Assert.Contains("xxx....", log.Lines[0], StringComparison.Ordinal);
        Assert.True(log.Lines[0].Length < 500);
        Assert.Equal(2, log.Lines.Count);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new LoggingObserver(log, LogLevel.None));
    }

    [Fact]
    public void Nothing_is_made_of_an_entry_that_no_log_wants()
    {
        LoggingObserver quiet = new(NullLogger.Instance, withValues: true);
        TrackedList<int> list = [1];
        quiet.OnNext(list.Log.Last);
        var before = GC.GetAllocatedBytesForCurrentThread();
        quiet.OnNext(list.Log.Last);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Lines_of_JSON_are_the_entries()
    {
        var path = Path.Combine(_folder, "new", "changes.jsonl");
        TrackedDictionary<string, int> map = new() { ["tea"] = 3 };
        using (JsonLinesObserver lines = new(path))
        {
            using var subscription = map.Subscribe(lines, replay: true);
            map["tea"] = 4;
            Assert.Equal(path, lines.File.Path);
        }

        map["tea"] = 5;
        Assert.Equal(
            map.Log.Entries.Take(3),
            File.ReadAllLines(path).Select(line => ChangeJson.Parse(System.Text.Encoding.UTF8.GetBytes(line))
                .Match(Right: it => it, Left: error => throw new InvalidOperationException(error.Message))));
    }

    [Fact]
    public void A_full_disk_stops_neither_the_mutation_nor_other_observers_and_is_told()
    {
        FaultyDisk disk = new();
        var path = Path.Combine(_folder, "changes.jsonl");
        using JsonLinesFile file = new(path, null, disk);
        using JsonLinesObserver lines = new(file);
        List<ObserverFailure> failures = [];
        Logged log = new();
        ChangeCollector collector = new();
        TrackedList<int> list = new(new TrackingOptions { ListenerFailed = failures.Add, Logger = log });
        using var first = list.Subscribe(lines, priority: 1);
        using var second = list.Subscribe(collector, priority: 2);
        list.Add(1);
        disk.FailingWrites = 1;
        list.Add(2);
        list.Add(3);
        Assert.Equal([1, 2, 3], list);
        Assert.Equal(3, collector.Count);
        Assert.Equal(["/0", "/2"], PathsIn(path));
        var failure = Assert.Single(failures);
        Assert.IsType<IOException>(failure.Exception);
        Assert.Same(lines, failure.Listener);
        Assert.Equal("/1", $"{((ChangeEntry)failure.Item!).Path}");
        Assert.Equal(1, Assert.Single(log.Entries).Id.Id);
    }

    [Fact]
    public void What_any_bundled_observer_throws_is_told_and_stops_nobody()
    {
        using Meter meter = new("tests");
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter == meter) it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("no meter"));
        listener.Start();
        using ChannelObserver full = new(1, ChannelFullPolicy.Fail);
        JsonLinesObserver closed = new(Path.Combine(_folder, "closed.jsonl"));
        closed.Dispose();
        List<ObserverFailure> failures = [];
        TrackedList<int> list = new(new TrackingOptions { ListenerFailed = failures.Add });
        IObserver<ChangeEntry>[] failing =
        [
            new FilteredObserver(new Heard { Throws = true }, ChangeFilter.All),
            new LoggingObserver(new BrokenLog()),
            closed,
            full,
            new MetricsObserver(meter),
        ];
        foreach (var one in failing) list.Subscribe(one);
        ChangeCollector collector = new();
        using var last = list.Subscribe(collector, priority: 99);
        list.Add(1);
        list.Add(2);
        Assert.Equal(2, collector.Count);
        HashSet<object> told = [.. failures.Select(it => it.Listener)];
        Assert.True(told.SetEquals(failing));
    }

    [Fact]
    public async Task A_channel_that_waits_holds_up_who_changes_until_there_is_room()
    {
        using ChannelObserver channel = new(2);
        TrackedList<int> list = [];
        using var subscription = list.Subscribe(channel);
        list.Add(0);
        list.Add(1);
        var third = Task.Run(() => list.Add(2));
        await Task.Delay(50);
        Assert.False(third.IsCompleted);
        Assert.Equal("/0", $"{(await channel.Reader.ReadAsync()).Path}");
        await third.WaitAsync(Patience);
        Assert.Equal(["/1", "/2"], Rest(channel.Reader));
        Assert.Equal(0, channel.Dropped);
    }

    [Fact]
    public async Task Whoever_waits_for_a_channel_goes_on_when_it_ends()
    {
        using ChannelObserver channel = new(1);
        TrackedList<int> list = [];
        using var subscription = list.Subscribe(channel);
        list.Add(0);
        var second = Task.Run(() => list.Add(1));
        await Task.Delay(50);
        channel.Dispose();
        await second.WaitAsync(Patience);
        list.Add(2);
        Assert.Equal(2, channel.Dropped);
        Assert.Equal(["/0"], Rest(channel.Reader));
        await channel.Reader.Completion.WaitAsync(Patience);
    }

    [Theory]
    [InlineData(ChannelFullPolicy.DropOldest, "/3 /4")]
    [InlineData(ChannelFullPolicy.DropNewest, "/0 /1")]
    public void A_channel_that_drops_counts_what_nobody_can_read(ChannelFullPolicy policy, string left)
    {
        using ChannelObserver channel = new(2, policy);
        TrackedList<int> list = [];
        using var subscription = list.Subscribe(channel);
        for (var i = 0; i < 5; i++) list.Add(i);
        Assert.Equal(left.Split(' '), Rest(channel.Reader));
        Assert.Equal((3L, 2, policy), (channel.Dropped, channel.Capacity, channel.WhenFull));
    }

    [Fact]
    public async Task A_channel_that_fails_gives_what_is_in_it_and_then_says_why()
    {
        using ChannelObserver channel = new(2, ChannelFullPolicy.Fail);
        List<ObserverFailure> failures = [];
        TrackedList<int> list = new(new TrackingOptions { ListenerFailed = failures.Add });
        using var subscription = list.Subscribe(channel);
        for (var i = 0; i < 5; i++) list.Add(i);
        Assert.Equal(["/0", "/1"], Rest(channel.Reader));
        Assert.Equal(3, channel.Dropped);
        _ = Assert.IsType<SlowReaderException>(Assert.Single(failures).Exception);
        var end = await Assert.ThrowsAnyAsync<Exception>(async () => await channel.Reader.ReadAsync());
        _ = Assert.IsType<SlowReaderException>(end is ChannelClosedException ? end.InnerException : end);
    }

    [Fact]
    public void A_channel_has_a_bound()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ChannelObserver(0));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new ChannelObserver(1, (ChannelFullPolicy)9));
    }

    [Fact]
    public void Changes_are_counted_by_action_and_kind_and_by_nothing_else()
    {
        using Measured measured = new();
        TrackedDictionary<string, object?> map = [];
        using var subscription = map.Subscribe(new MetricsObserver(), replay: true);
        map["list"] = new TrackedList<int>();
        ((TrackedList<int>)map["list"]!).Add(1);
        Assert.Equal(
            [
                "1 timeline.change.action=init timeline.container.kind=dictionary",
                "1 timeline.change.action=add timeline.container.kind=dictionary",
                "1 timeline.change.action=add timeline.container.kind=list",
            ],
            measured.Of(TelemetryNames.Changes));
    }

    [Fact]
    public void Changes_are_counted_with_the_meter_that_is_given()
    {
        using Factory factory = new();
        List<string> counted = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Scope == factory) it.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, _, _) =>
            counted.Add($"{instrument.Meter.Name} {instrument.Name} {instrument.Unit} {count}"));
        listener.Start();
        TrackedList<int> list = [];
        using var subscription = list.Subscribe(new MetricsObserver(factory));
        list.Add(1);
        Assert.Equal(["Timeline timeline.changes {change} 1"], counted);
    }

    private static string[] PathsIn(string path) =>
        [.. File.ReadAllLines(path).Select(line => $"{Json.Parse(line).Map(it => ((Value.Map)it)["path"])}".Split('"')[1])];

    private static string[] Rest(ChannelReader<ChangeEntry> reader)
    {
        List<string> rest = [];
        while (reader.TryRead(out var entry)) rest.Add($"{entry.Path}");
        return [.. rest];
    }

    private sealed class Factory : IMeterFactory
    {
        private readonly List<Meter> _made = [];

        public Meter Create(MeterOptions options)
        {
            Meter meter = new(options.Name, options.Version, options.Tags, this);
            _made.Add(meter);
            return meter;
        }

        public void Dispose() => _made.ForEach(meter => meter.Dispose());
    }
}
