using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Tests.Persisting;

namespace Timeline.Tests.Unit.Persisting;

public sealed class GroupedJournalTests : IAsyncDisposable
{
    private static readonly HistoryStoreException Full = new(StoreTrouble.DiskFull, "no room");

    private readonly FaultyStore _store = new(new MemoryHistoryStore());
    private readonly ManualClock _clock = new();
    private readonly List<JournalFailure> _failures = [];

    private Task<Kept<int>> Open(int maximum = 4) => Kept<int>.Open(
        _store,
        0,
        new() { Store = _store, Durability = Durability.Grouped(maximum, TimeSpan.FromSeconds(1)), OnFailure = _failures.Add },
        _clock);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_set_is_seen_at_once_and_written_within_the_delay()
    {
        var kept = await Open();
        await kept.SetAsync(1);
        await kept.SetAsync(2);
        Assert.Equal(2, kept.Value);
        Assert.Equal([1], _store.Appends);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 2], _store.Appends);
    }

    [Fact]
    public async Task Setting_on_and_on_does_not_put_off_the_writing()
    {
        var kept = await Open(100);
        for (var i = 0; i < 10; i++)
        {
            await kept.SetAsync(i);
            _clock.Advance(TimeSpan.FromSeconds(0.3));
        }

        Assert.Equal([1, 4, 4], _store.Appends);
    }

    [Fact]
    public async Task No_more_wait_than_the_bound()
    {
        var kept = await Open(4);
        for (var value = 1; value <= 9; value++) await kept.SetAsync(value);
        Assert.Equal([1, 4, 4], _store.Appends);
    }

    [Fact]
    public async Task When_the_bound_is_full_and_the_store_fails_a_set_changes_nothing()
    {
        var kept = await Open(2);
        _store.BeforeAppend = () => throw Full;
        await kept.SetAsync(1);
        kept.Set(2);
        Assert.Same(Full, await Assert.ThrowsAsync<HistoryStoreException>(() => kept.SetAsync(3)));
        Assert.Same(Full, Assert.Throws<HistoryStoreException>(() => kept.Set(3)));
        Assert.Equal(2, kept.Value);
        Assert.Equal(["kept", "kept"], _failures.Select(failure => failure.Variable));
        Assert.Equal([(2, 1), (2, 2)], _failures.Select(failure => (failure.Waiting, failure.Attempts)));
        _store.BeforeAppend = () => Task.CompletedTask;
        _clock.Advance(TimeSpan.FromSeconds(1));
        await kept.SetAsync(3);
        Assert.Equal(0, kept.Journal.Failures);
        await kept.Journal.FlushAsync();
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of((await Kept<int>.Open(_store, 0)).Branches));
    }

    [Fact]
    public async Task What_failed_is_tried_again_by_the_clock_and_written_once()
    {
        var kept = await Open();
        _store.AfterAppend = () => throw new IOException("the line went dead");
        _store.BeforeRead = () => throw new IOException("and stays dead");
        await kept.SetAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _ = Assert.Single(_failures);
        await kept.SetAsync(2);
        _store.AfterAppend = () => Task.CompletedTask;
        _store.BeforeRead = () => { };
        _clock.Advance(TimeSpan.FromSeconds(1));
        await kept.Journal.FlushAsync();
        var again = await Kept<int>.Open(_store, 0);
        Assert.Equal([0, 1, 2], again.Branches.Head.Oldest().Select(version => version.Value));
        Assert.Equal(Graph.Of(kept.Branches), Graph.Of(again.Branches));
    }

    [Fact]
    public async Task Flushing_waits_for_what_was_set_before_and_throws_what_the_store_throws()
    {
        var kept = await Open();
        await kept.SetAsync(1);
        _store.BeforeAppend = () => throw Full;
        Assert.Same(Full, await Assert.ThrowsAsync<HistoryStoreException>(() => kept.Journal.FlushAsync()));
        Assert.Same(Full, await Assert.ThrowsAsync<HistoryStoreException>(() => kept.Journal.DisposeAsync().AsTask()));
        _store.BeforeAppend = () => Task.CompletedTask;
        await kept.Journal.DisposeAsync();
        Assert.Equal(1, (await Kept<int>.Open(_store, 0)).Value);
    }

    [Fact]
    public async Task Overtaken_by_another_writer_nothing_more_is_taken()
    {
        var kept = await Open();
        await kept.SetAsync(1);
        await (await Kept<int>.Open(_store, 0)).SetAsync(7);
        var lost = await Assert.ThrowsAsync<TimelineException>(() => kept.Journal.FlushAsync());
        Assert.Contains("another program", lost.Message, StringComparison.Ordinal);
        Assert.Same(lost, await Assert.ThrowsAsync<TimelineException>(() => kept.SetAsync(2)));
        Assert.Equal(7, (await Kept<int>.Open(_store, 0)).Value);
    }

    [Fact]
    public async Task A_hook_that_throws_stops_nothing()
    {
        var kept = await Kept<int>.Open(
            _store,
            0,
            new()
            {
                Store = _store,
                Durability = Durability.Grouped(9, TimeSpan.FromSeconds(1)),
                OnFailure = _ => throw new InvalidOperationException("not my day"),
            },
            _clock);
        _store.BeforeAppend = () => throw Full;
        await kept.SetAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _store.BeforeAppend = () => Task.CompletedTask;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([1, 1], _store.Appends);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_bound_is_positive(int versions, int seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Durability.Grouped(versions, TimeSpan.FromSeconds(seconds)));

    /// <summary>A clock that goes when it is told to.</summary>
    private sealed class ManualClock : TimeProvider
    {
        private readonly List<ManualTimer> _timers = [];
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan time)
        {
            _now += time;
            foreach (var timer in _timers.ToList()) timer.Tick(_now);
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new ManualTimer(() => callback(state), this);
            _timers.Add(timer);
            return timer;
        }

        private sealed class ManualTimer(Action tick, ManualClock clock) : ITimer
        {
            private DateTimeOffset? _due;

            public void Tick(DateTimeOffset now)
            {
                if (_due is not { } due || due > now) return;
                _due = null;
                tick();
            }

            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
                return true;
            }

            public void Dispose() => _due = null;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}
