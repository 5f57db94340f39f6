using System.Collections.Concurrent;
using System.Diagnostics;
using Timeline.ChangeLogs;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Unit.Exporters;

public sealed class ChangeExporterTests : IDisposable
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

    public ChangeExporterTests() => _list.Subscribe(entry => _taken.Add(entry.Id), priority: 1);

    private SpoolOptions Spool => new() { Folder = _folder };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Entries_of_containers_reach_the_sink_in_batches()
    {
        var sink = new ScriptedSink();
        await using (var exporter = new ChangeExporter(sink, Quick with { BatchRecords = 10, MaximumDelay = TimeSpan.FromDays(1) }))
        {
            using var one = _list.Subscribe(exporter);
            for (var i = 0; i < 25; i++) _list.Add(i);
            await exporter.FlushAsync();
            Assert.Equal(_taken, sink.Ids);
            Assert.All(sink.Batches, batch => Assert.InRange(batch.Records.Length, 1, 10));
            Assert.Equal(new ExporterStatus(0, 0, 0, 25, 0, 0, 0, 0, null), exporter.Status);
            Assert.False(sink.IsDisposed);
        }

        Assert.True(sink.IsDisposed);
    }

    [Fact]
    public async Task A_batch_goes_when_it_is_full_by_bytes_or_its_oldest_has_waited()
    {
        var sink = new ScriptedSink();
        await using var exporter = new ChangeExporter(sink, Quick with { BatchBytes = 700, MaximumDelay = TimeSpan.FromDays(1) });
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 9; i++) _list.Add(i);
        await Eventually(() => sink.Batches.Count > 0);
        Assert.All(sink.Batches, batch => Assert.InRange(batch.Bytes, 1, 700));

        var late = new ScriptedSink();
        await using var soon = new ChangeExporter(late, Quick);
        using var two = _list.Subscribe(soon);
        _list.Add(1);
        await Eventually(() => late.Batches.Count == 1);
    }

    [Fact]
    public async Task The_end_of_one_container_ends_nothing()
    {
        var sink = new ScriptedSink();
        await using var exporter = new ChangeExporter(sink, Quick);
        using var one = _list.Subscribe(exporter);
        exporter.OnCompleted();
        exporter.OnError(new IOException());
        _list.Add(1);
        await exporter.FlushAsync();
        Assert.Equal(_taken, sink.Ids);
    }

    [Fact]
    public async Task Nothing_that_a_sink_throws_is_seen_by_who_changes_a_container()
    {
        var calls = 0;
        var sink = new ScriptedSink((_, _) => ++calls < 5 ? throw new InvalidOperationException($"no {calls}") : default);
        await using var exporter = new ChangeExporter(sink, Quick);
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 3; i++) _list.Add(i);
        await exporter.FlushAsync();
        Assert.Equal(_taken, sink.Ids);
        Assert.Equal(4, exporter.Status.Retried);
        Assert.Equal(ExporterFailureKind.Attempt, exporter.Status.LastFailure!.Kind);
        Assert.Equal("scripted did not take a batch: no 4", exporter.Status.LastFailure.Message);
    }

    [Fact]
    public async Task A_sink_that_takes_too_long_is_cancelled_and_tried_again()
    {
        var calls = 0;
        var sink = new ScriptedSink(async (_, token) =>
        {
            if (++calls < 3) await Task.Delay(Timeout.Infinite, token);
        });
        await using var exporter = new ChangeExporter(sink, Quick with { AttemptTimeout = TimeSpan.FromMilliseconds(20) });
        using var one = _list.Subscribe(exporter);
        _list.Add(1);
        await exporter.FlushAsync();
        Assert.Equal(_taken, sink.Ids);
        Assert.Equal(2, exporter.Status.Retried);
    }

    [Fact]
    public async Task A_pause_that_a_sink_asks_for_is_kept_but_no_longer_than_is_allowed()
    {
        var calls = 0;
        var sink = new ScriptedSink((_, _) =>
            ++calls == 1 ? throw new SinkBusyException("later", TimeSpan.FromDays(300)) : default);
        var asked = TimeSpan.FromMilliseconds(200);
        await using var exporter = new ChangeExporter(sink, Quick with { Retry = Quick.Retry with { MaximumAskedPause = asked } });
        using var one = _list.Subscribe(exporter);
        var watch = Stopwatch.StartNew();
        _list.Add(1);
        await exporter.FlushAsync();
        Assert.InRange(watch.Elapsed, asked - TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_record_that_is_refused_is_set_aside_and_the_rest_goes_on_in_order()
    {
        var sink = new ScriptedSink((batch, _) =>
            batch.Records.Any(record => record.Id.Number % 7 == 3) ? throw new SinkRefusedException("No sevens and threes.") : default);
        await using var exporter = new ChangeExporter(
            sink, Quick with { Spool = Spool, Failed = _failures.Enqueue, MaximumDelay = TimeSpan.FromDays(1) });
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 20; i++) _list.Add(i);
        await exporter.FlushAsync();
        var refused = _taken.Where(id => id.Number % 7 == 3).ToList();
        Assert.Equal(_taken.Except(refused), sink.Ids);
        Assert.Equal(refused, _failures.Select(failure => Assert.Single(failure.Records).Id));
        Assert.Equal((17L, 3L, 0L), (exporter.Status.Sent, exporter.Status.Refused, exporter.Status.Retried));
        Assert.Contains("No sevens and threes.", _failures.First().Message, StringComparison.Ordinal);
        var lines = File.ReadAllLines(Path.Combine(_folder, "refused.jsonl"));
        Assert.Equal(refused, lines.Select(line => Right(ChangeJson.Parse(System.Text.Encoding.UTF8.GetBytes(line))).Id));
    }

    [Fact]
    public async Task What_was_tried_as_often_as_is_allowed_is_set_aside()
    {
        var sink = new ScriptedSink((batch, _) => batch.Records[0].Id == _taken[0] ? throw new IOException("Never.") : default);
        await using var exporter = new ChangeExporter(sink, Quick with
        {
            BatchRecords = 2,
            Retry = Quick.Retry with { MaximumTries = 3 },
            Failed = _failures.Enqueue,
        });
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 4; i++) _list.Add(i);
        await exporter.FlushAsync();
        Assert.Equal(ExporterFailureKind.GaveUp, Assert.Single(_failures).Kind);
        Assert.Equal(_taken.Count, exporter.Status.Sent + exporter.Status.Refused);
        Assert.Equal(2, exporter.Status.Retried);
    }

    [Fact]
    public async Task Where_there_is_no_room_the_new_entry_is_dropped_counted_and_told()
    {
        using var gate = new SemaphoreSlim(0);
        var sink = new ScriptedSink(async (_, token) => await gate.WaitAsync(token));
        await using var exporter = new ChangeExporter(sink, Quick with
        {
            BatchRecords = 2,
            BufferRecords = 5,
            WhenFull = WhenFull.Drop,
            Failed = _failures.Enqueue,
        });
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 8; i++) _list.Add(i);
        Assert.Equal((5L, 3L), (exporter.Status.Waiting, exporter.Status.Dropped));
        Assert.Equal(_taken[5..], _failures.Select(failure => Assert.Single(failure.Records).Id));
        gate.Release(100);
        await exporter.FlushAsync();
        Assert.Equal(_taken[..5], sink.Ids);
    }

    [Fact]
    public async Task Who_changes_a_container_waits_for_room_once_and_no_longer_than_is_said()
    {
        using var gate = new SemaphoreSlim(0);
        var sink = new ScriptedSink(async (_, token) => await gate.WaitAsync(token));
        var wait = TimeSpan.FromMilliseconds(150);
        await using var exporter = new ChangeExporter(sink, Quick with
        {
            BatchRecords = 1,
            BufferRecords = 2,
            MaximumWait = wait,
            Failed = _failures.Enqueue,
        });
        using var one = _list.Subscribe(exporter);
        _list.Add(0);
        _list.Add(1);
        var watch = Stopwatch.StartNew();
        _list.Add(2);
        Assert.InRange(watch.Elapsed, wait, TimeSpan.FromSeconds(10));
        watch.Restart();
        for (var i = 0; i < 100; i++) _list.Add(3);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, wait * 20);
        Assert.Equal(101, exporter.Status.Dropped);

        // As soon as there is room they are taken again, and who waits for it goes on.
        gate.Release();
        await Eventually(() => exporter.Status.Waiting < 2);
        _list.Add(4);
        _ = Task.Delay(50).ContinueWith(_ => gate.Release(1000), TaskScheduler.Default);
        _list.Add(5);
        await exporter.FlushAsync();
        Assert.Equal([_taken[0], _taken[1], _taken[^2], _taken[^1]], sink.Ids);
        Assert.Equal(101, exporter.Status.Dropped);
    }

    [Fact]
    public async Task A_sink_that_itself_changes_what_it_is_sent_does_not_wait_for_itself()
    {
        ChangeExporter? made = null;
        var sink = new ScriptedSink((_, _) =>
        {
            for (var i = 0; i < 10; i++) made!.OnNext(_list.Log.Entries[^1]);
            return default;
        });
        await using var exporter = made = new ChangeExporter(sink, Quick with
        {
            BatchRecords = 1,
            BufferRecords = 2,
            MaximumWait = TimeSpan.FromHours(1),
            ShutdownTime = TimeSpan.Zero,
        });
        using var one = _list.Subscribe(exporter);
        _list.Add(1);
        await Eventually(() => sink.Batches.Count > 2);
        Assert.NotEqual(0, exporter.Status.Dropped);
    }

    [Fact]
    public async Task What_finds_no_room_goes_to_the_spool_and_comes_back_in_order()
    {
        using var gate = new SemaphoreSlim(0);
        var sink = new ScriptedSink(async (_, token) => await gate.WaitAsync(token));
        await using var exporter = new ChangeExporter(sink, Quick with { BatchRecords = 3, BufferRecords = 5, Spool = Spool });
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 50; i++) _list.Add(i);
        Assert.Equal((50L, 45L), (exporter.Status.Waiting, exporter.Status.Spooled));
        gate.Release(1000);
        await exporter.FlushAsync();
        Assert.Equal(_taken, sink.Ids);
        Assert.Equal(0, exporter.Status.Spooled);
        for (var i = 0; i < 10; i++) _list.Add(i);
        await exporter.FlushAsync();
        Assert.Equal(_taken, sink.Ids);
    }

    [Fact]
    public async Task A_spool_is_bounded_and_then_it_is_as_when_full()
    {
        var sink = new ScriptedSink(async (_, token) => await Task.Delay(Timeout.Infinite, token));
        await using var exporter = new ChangeExporter(sink, Quick with
        {
            BufferRecords = 1,
            WhenFull = WhenFull.Drop,
            ShutdownTime = TimeSpan.Zero,
            Spool = Spool with { MaximumBytes = 4096, SegmentBytes = 1024 },
        });
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 50; i++) _list.Add(i);
        Assert.InRange(exporter.Status.SpoolBytes, 3000, 4096);
        Assert.Equal(50, exporter.Status.Waiting + exporter.Status.Dropped);
        Assert.Equal(exporter.Status.SpoolBytes, Directory.EnumerateFiles(_folder, "*.spool").Sum(file => new FileInfo(file).Length));
    }

    [Fact]
    public async Task What_is_left_at_the_end_is_sent_first_by_the_next_one()
    {
        var down = new ScriptedSink((_, _) => throw new IOException("Down."));
        var options = Quick with { BatchRecords = 3, BufferRecords = 5, Spool = Spool, ShutdownTime = TimeSpan.FromMilliseconds(50) };
        await using (var exporter = new ChangeExporter(down, options))
        {
            using var one = _list.Subscribe(exporter);
            for (var i = 0; i < 12; i++) _list.Add(i);
        }

        var up = new ScriptedSink();
        await using (var exporter = new ChangeExporter(up, options))
        {
            using var one = _list.Subscribe(exporter);
            _list.Add(100);
            await exporter.FlushAsync();
        }

        Assert.Equal(_taken, up.Ids);
        Assert.Equal(["lock", "position"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Without_a_spool_what_is_left_at_the_end_is_told_as_lost()
    {
        var down = new ScriptedSink((_, _) => throw new IOException("Down."));
        var exporter = new ChangeExporter(down, Quick with { ShutdownTime = TimeSpan.Zero, Failed = _failures.Enqueue });
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 3; i++) _list.Add(i);
        var flush = exporter.FlushAsync();
        await exporter.DisposeAsync();
        await exporter.DisposeAsync();
        var lost = Assert.Single(_failures);
        Assert.Equal(ExporterFailureKind.Lost, lost.Kind);
        Assert.Equal(_taken, lost.Records.Select(record => record.Id));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => flush);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => exporter.FlushAsync());
        Assert.Equal((0L, 3L), (exporter.Status.Waiting, exporter.Status.Dropped));

        _list.Add(4);
        Assert.Equal(ExporterFailureKind.Dropped, _failures.Last().Kind);
        Assert.Contains("has ended", _failures.Last().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sink_that_heeds_no_cancellation_is_left_behind_and_nothing_is_lost()
    {
        var never = new TaskCompletionSource();
        var stuck = new ScriptedSink((_, _) => new(never.Task));
        var options = Quick with { Spool = Spool, ShutdownTime = TimeSpan.FromMilliseconds(20) };
        var exporter = new ChangeExporter(stuck, options);
        using var one = _list.Subscribe(exporter);
        for (var i = 0; i < 3; i++) _list.Add(i);
        await Eventually(() => exporter.Status.Waiting == 3);
        var watch = Stopwatch.StartNew();
        await exporter.DisposeAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));

        var next = new ScriptedSink();
        await using var again = new ChangeExporter(next, options);
        never.SetResult(); // what was left behind has no say any more
        await again.FlushAsync();
        Assert.Equal(_taken, next.Ids);
    }

    [Fact]
    public async Task The_end_does_not_wait_for_a_long_pause_to_be_over()
    {
        var isDown = true;
        var sink = new ScriptedSink((_, _) => isDown ? throw new SinkBusyException("Down.", TimeSpan.FromHours(1)) : default);
        var exporter = new ChangeExporter(sink, Quick with { Retry = new() { MaximumAskedPause = TimeSpan.FromHours(1) } });
        using var one = _list.Subscribe(exporter);
        _list.Add(1);
        await Eventually(() => exporter.Status.Retried == 1);
        isDown = false;
        await exporter.DisposeAsync();
        Assert.Equal(_taken, sink.Ids);
    }

    [Fact]
    public async Task Waiting_for_a_flush_can_be_given_up_and_the_exporter_goes_on()
    {
        using var gate = new SemaphoreSlim(0);
        var sink = new ScriptedSink(async (_, token) => await gate.WaitAsync(token));
        await using var exporter = new ChangeExporter(sink, Quick);
        using var one = _list.Subscribe(exporter);
        _list.Add(1);
        using var patience = new CancellationTokenSource(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exporter.FlushAsync(patience.Token));
        gate.Release(10);
        await exporter.FlushAsync();
        Assert.Equal(_taken, sink.Ids);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(SpoolUse.Overflow)]
    [InlineData(SpoolUse.Always)]
    public async Task Many_threads_lose_nothing_and_each_keeps_its_order(SpoolUse? use)
    {
        var calls = 0;
        var sink = new ScriptedSink((_, _) => ++calls % 3 == 0 ? throw new IOException("Now and then.") : default);
        await using var exporter = new ChangeExporter(sink, Quick with
        {
            BatchRecords = 50,
            BufferRecords = 100,
            MaximumWait = TimeSpan.FromMinutes(1),
            Spool = use is { } it ? Spool with { Use = it, SegmentBytes = 4096 } : null,
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var list = new TrackedList<int>();
            using var one = list.Subscribe(exporter);
            for (var i = 0; i < 500; i++) list.Add(i);
        })));
        await exporter.FlushAsync();
        Assert.Equal(0, exporter.Status.Dropped);
        foreach (var container in sink.Ids.GroupBy(id => id.Container))
            Assert.Equal(container.Select(id => id.Number).Order(), container.Select(id => id.Number));
        Assert.Equal(2000, sink.Ids.Distinct().Count());
    }

    [Fact]
    public async Task What_the_hook_throws_is_nobodys_concern()
    {
        var sink = new ScriptedSink((_, _) => throw new SinkRefusedException());
        await using var exporter = new ChangeExporter(sink, Quick with { Failed = _ => throw new InvalidOperationException() });
        using var one = _list.Subscribe(exporter);
        _list.Add(1);
        await exporter.FlushAsync();
        Assert.Equal(1, exporter.Status.Refused);
    }

    [Fact]
    public async Task A_folder_has_one_exporter_at_a_time()
    {
        await using var exporter = new ChangeExporter(new ScriptedSink(), Quick with { Spool = Spool });
        var error = Assert.Throws<IOException>(() => new ChangeExporter(new ScriptedSink(), Quick with { Spool = Spool }));
        Assert.Contains("in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spool_of_another_version_is_refused_and_left_as_it_is()
    {
        var file = Path.Combine(_folder, "0000000002.spool");
        File.WriteAllText(file, "timeline-spool 2\nwhatever\n");
        var error = Assert.Throws<InvalidDataException>(() => new ChangeExporter(new ScriptedSink(), Quick with { Spool = Spool }));
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
        Assert.Equal("timeline-spool 2\nwhatever\n", File.ReadAllText(file));
    }

    [Fact]
    public async Task Damaged_lines_are_set_aside_and_told()
    {
        var options = Quick with { Spool = Spool with { Use = SpoolUse.Always }, ShutdownTime = TimeSpan.Zero, Failed = _failures.Enqueue };
        var down = new ScriptedSink(async (_, token) => await Task.Delay(Timeout.Infinite, token));
        await using (var exporter = new ChangeExporter(down, options))
        {
            using var one = _list.Subscribe(exporter);
            for (var i = 0; i < 3; i++) _list.Add(i);
        }

        var file = Directory.EnumerateFiles(_folder, "*.spool").Single();
        var lines = File.ReadAllLines(file);
        lines[2] = lines[2].Replace("Add", "Bad", StringComparison.Ordinal);
        File.WriteAllText(file, string.Concat(lines.Select(line => line + "\n")));

        var sink = new ScriptedSink();
        await using var again = new ChangeExporter(sink, options);
        await again.FlushAsync();
        Assert.Equal([_taken[0], _taken[2]], sink.Ids);
        Assert.Equal(ExporterFailureKind.Damaged, Assert.Single(_failures).Kind);
        Assert.Equal(1, again.Status.Damaged);
        Assert.Equal([lines[2]], File.ReadAllLines(Path.Combine(_folder, "damaged.lines")));
    }

    [Fact]
    public async Task A_folder_that_goes_away_is_told_once_and_it_goes_on_when_it_is_back()
    {
        var isDown = true;
        var sink = new ScriptedSink((_, _) => isDown ? throw new IOException("Down.") : default);
        await using var exporter = new ChangeExporter(sink, Quick with
        {
            BatchRecords = 1,
            BufferRecords = 1,
            WhenFull = WhenFull.Drop,
            Spool = Spool,
            Failed = _failures.Enqueue,
        });
        using var one = _list.Subscribe(exporter);
        _list.Add(0);
        Directory.Delete(_folder, recursive: true);
        for (var i = 0; i < 3; i++) _list.Add(i);
        Assert.Single(_failures, failure => failure.Kind == ExporterFailureKind.Spool);
        Assert.Equal(3, exporter.Status.Dropped);
        Directory.CreateDirectory(_folder);
        await Task.Delay(1100);
        _list.Add(4);
        isDown = false;
        await exporter.FlushAsync();
        Assert.Equal([_taken[0], _taken[^1]], sink.Ids);
    }

    private static async Task Eventually(Func<bool> holds)
    {
        for (var i = 0; i < 1000 && !holds(); i++) await Task.Delay(10);
        Assert.True(holds());
    }
}
