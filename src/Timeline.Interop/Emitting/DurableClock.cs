using LanguageExt;
using Timeline.Causality;
using Timeline.Events;

namespace Timeline.Emitting;

/// <summary>A node's Lamport clock over a store: a new time is durable before anyone sees it.</summary>
/// <remarks>
/// <para>
/// Laws: no time is answered twice, however many clocks over the same node and store there are, in whatever
/// processes; and a store that fails, or a call that is given up, leaves <see cref="Time"/> as it was.
/// </para>
/// <para>
/// What the store throws (<see cref="Storage.HistoryStoreException"/>) passes through. All members may be called from
/// any thread at any time; the store is not disposed of.
/// </para>
/// </remarks>
public sealed class DurableClock
{
    private readonly IClockStore _store;
    private long _time;

    private DurableClock(IClockStore store, ReplicaId node, long time)
    {
        _store = store;
        _time = time;
        Node = node;
    }

    /// <summary>The node that counts.</summary>
    public ReplicaId Node { get; }

    /// <summary>
    /// The latest time that this clock has seen of its node; another one over the same node may be ahead.
    /// </summary>
    public long Time => Volatile.Read(ref _time);

    /// <summary>The clock of a node, at the time it had reached.</summary>
    /// <param name="store">Where the time is kept.</param>
    /// <param name="node">The node.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The clock.</returns>
    public static async ValueTask<DurableClock> OpenAsync(
        IClockStore store, ReplicaId node, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(node);
        return new DurableClock(store, node, await store.LoadAsync(node, cancellation).ConfigureAwait(false));
    }

    /// <summary>The time of the node's next event.</summary>
    /// <param name="cancellation">Gives up; the time may then have been used up without being seen.</param>
    /// <returns>The time, durable; or <see cref="TimelineError.ClockExhausted"/>.</returns>
    public ValueTask<Either<TimelineError, long>> TickAsync(CancellationToken cancellation = default) =>
        AdvanceAsync(0, cancellation);

    /// <summary>Takes over the time of an event of another node, so that the own next one is later.</summary>
    /// <param name="remote">The node that recorded the event.</param>
    /// <param name="time">The event's time.</param>
    /// <param name="cancellation">Gives up; the time may then have been taken over without being seen.</param>
    /// <returns>
    /// The new time of the own node, durable; or <see cref="TimelineError.ClockTimeNegative"/> or
    /// <see cref="TimelineError.ClockImplausible"/> naming the other node, or
    /// <see cref="TimelineError.ClockExhausted"/>.
    /// </returns>
    public async ValueTask<Either<TimelineError, long>> ObserveAsync(
        ReplicaId remote, long time, CancellationToken cancellation = default)
    {
        var believed = LamportClock.Believed(remote, time);
        return believed.IsLeft ? believed : await AdvanceAsync(time, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Either<TimelineError, long>> AdvanceAsync(long atLeast, CancellationToken cancellation)
    {
        var advanced = await _store.AdvanceAsync(Node, atLeast, cancellation).ConfigureAwait(false);
        _ = advanced.IfRight(Reach);
        return advanced;
    }

    /// <summary>Answers may overtake each other on the way back; the latest counts.</summary>
    private void Reach(long time)
    {
        for (var seen = Time; seen < time; seen = Time) _ = Interlocked.CompareExchange(ref _time, time, seen);
    }
}
