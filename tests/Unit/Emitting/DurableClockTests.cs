using LanguageExt;
using Timeline.Causality;
using Timeline.Emitting;
using Timeline.Events;
using Timeline.Storage;

namespace Timeline.Tests.Unit.Emitting;

public sealed class DurableClockTests
{
    private static readonly ReplicaId Alice = ReplicaId.Of("alice");
    private static readonly ReplicaId Bob = ReplicaId.Of("bob");

    [Fact]
    public async Task A_clock_goes_on_where_it_was_when_it_is_opened_again()
    {
        await using var store = new MemoryClockStore();
        var clock = await DurableClock.OpenAsync(store, Alice);
        Assert.Equal(1, Right(await clock.TickAsync()));
        Assert.Equal(8, Right(await clock.ObserveAsync(Bob, 7)));
        Assert.Equal(9, Right(await clock.ObserveAsync(Bob, 2)));
        var again = await DurableClock.OpenAsync(store, Alice);
        Assert.Equal(9, again.Time);
        Assert.Equal(0, (await DurableClock.OpenAsync(store, Bob)).Time);
    }

    [Fact]
    public async Task Two_over_one_node_and_store_never_hand_out_the_same_time()
    {
        await using var store = new MemoryClockStore();
        DurableClock[] clocks = [await DurableClock.OpenAsync(store, Alice), await DurableClock.OpenAsync(store, Alice)];
        var times = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var mine = new List<long>();
            for (var at = 0; at < 500; at++) mine.Add(Right(await clocks[caller % 2].TickAsync()));
            Assert.Equal(mine.Order(), mine);
            return mine;
        })));
        Assert.Equal(Enumerable.Range(1, 4_000).Select(time => (long)time), times.SelectMany(mine => mine).Order());
        Assert.Contains(4_000, clocks.Select(clock => clock.Time));
    }

    [Fact]
    public async Task A_time_is_durable_before_anyone_sees_it()
    {
        await using var store = new HeldStore();
        var clock = await DurableClock.OpenAsync(store, Alice);
        var ticking = clock.TickAsync().AsTask();
        Assert.False(ticking.IsCompleted);
        Assert.Equal(0, clock.Time);
        store.Held.SetResult();
        Assert.Equal(1, Right(await ticking));
        Assert.Equal(1, clock.Time);
    }

    [Fact]
    public async Task A_store_that_fails_leaves_the_clock_as_it_was()
    {
        await using var store = new HeldStore();
        var clock = await DurableClock.OpenAsync(store, Alice);
        var ticking = clock.TickAsync().AsTask();
        store.Held.SetException(new HistoryStoreException(StoreTrouble.DiskFull, "no room"));
        _ = await Assert.ThrowsAsync<HistoryStoreException>(() => ticking);
        Assert.Equal(0, clock.Time);
    }

    [Fact]
    public async Task A_peer_that_claims_an_absurd_time_moves_nothing()
    {
        await using var store = new MemoryClockStore();
        var clock = await DurableClock.OpenAsync(store, Alice);
        Assert.Equal(
            new TimelineError.ClockImplausible(Bob, long.MaxValue), Left(await clock.ObserveAsync(Bob, long.MaxValue)));
        Assert.Equal(new TimelineError.ClockTimeNegative(Bob, -1), Left(await clock.ObserveAsync(Bob, -1)));
        Assert.Equal(0, await store.LoadAsync(Alice));
    }

    [Fact]
    public async Task A_tick_can_be_given_up()
    {
        await using var store = new MemoryClockStore();
        var clock = await DurableClock.OpenAsync(store, Alice);
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await clock.TickAsync(given.Token));
        Assert.Equal(0, clock.Time);
    }

    /// <summary>Answers when it is let go.</summary>
    private sealed class HeldStore : IClockStore
    {
        private readonly MemoryClockStore _store = new();

        public TaskCompletionSource Held { get; } = new();

        public ValueTask<long> LoadAsync(ReplicaId node, CancellationToken cancellation = default) =>
            _store.LoadAsync(node, cancellation);

        public async ValueTask<Either<TimelineError, long>> AdvanceAsync(
            ReplicaId node, long atLeast, CancellationToken cancellation = default)
        {
            await Held.Task;
            return await _store.AdvanceAsync(node, atLeast, cancellation);
        }

        public ValueTask DisposeAsync() => _store.DisposeAsync();
    }
}
