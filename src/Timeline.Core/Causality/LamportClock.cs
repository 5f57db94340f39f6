using System.Globalization;
using LanguageExt;

namespace Timeline.Causality;

/// <summary>
/// A logical clock (Lamport 1978): the time of a node, which grows with every event it records or sees.
/// </summary>
/// <remarks>
/// Law: an event has a greater time than every event that its node had recorded or observed before; so the order of
/// times agrees with causation. The reverse does not hold: times say nothing of what was concurrent.
/// All operations are O(1). Immutable and safe to share between threads.
/// </remarks>
public sealed record LamportClock
{
    /// <summary>
    /// The largest time that is taken over from others, 2^53 − 1: JSON has it exactly. No clock gets there by counting,
    /// and none beyond it, where no other could follow.
    /// </summary>
    public const long LargestObserved = Dot.LargestExchanged;

    private LamportClock(ReplicaId node, long time)
    {
        Node = node;
        Time = time;
    }

    /// <summary>The node that counts.</summary>
    public ReplicaId Node { get; }

    /// <summary>The time of the node's last event; 0 before the first one.</summary>
    public long Time { get; }

    /// <summary>The clock of a node before its first event.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The clock at time 0.</returns>
    public static LamportClock Start(ReplicaId node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new LamportClock(node, 0);
    }

    /// <summary>The clock of a node at a time that was kept.</summary>
    /// <param name="node">The node.</param>
    /// <param name="time">The time of its last event.</param>
    /// <returns>The clock, or <see cref="TimelineError.ClockTimeNegative"/>.</returns>
    public static Either<TimelineError, LamportClock> At(ReplicaId node, long time)
    {
        ArgumentNullException.ThrowIfNull(node);
        return time < 0 ? new TimelineError.ClockTimeNegative(node, time) : new LamportClock(node, time);
    }

    /// <summary>The time after two others: the rule by which a store moves a node's time on.</summary>
    /// <param name="node">The node whose time it is; named in errors.</param>
    /// <param name="time">The time it has, 0 or more.</param>
    /// <param name="atLeast">Another time to get beyond.</param>
    /// <returns>
    /// One more than the greater, or <see cref="TimelineError.ClockTimeNegative"/>, or
    /// <see cref="TimelineError.ClockExhausted"/>.
    /// </returns>
    public static Either<TimelineError, long> After(ReplicaId node, long time, long atLeast)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (time < 0 || atLeast < 0) return new TimelineError.ClockTimeNegative(node, Math.Min(time, atLeast));
        var greater = Math.Max(time, atLeast);
        return greater == long.MaxValue ? new TimelineError.ClockExhausted(node, greater) : greater + 1;
    }

    /// <summary>Whether a time that another node claims may be followed.</summary>
    /// <param name="remote">The node that claims it; named in errors.</param>
    /// <param name="time">The time.</param>
    /// <returns>
    /// The time, or <see cref="TimelineError.ClockTimeNegative"/>, or <see cref="TimelineError.ClockImplausible"/> for
    /// one beyond <see cref="LargestObserved"/>.
    /// </returns>
    public static Either<TimelineError, long> Believed(ReplicaId remote, long time)
    {
        ArgumentNullException.ThrowIfNull(remote);
        if (time < 0) return new TimelineError.ClockTimeNegative(remote, time);
        return time > LargestObserved ? new TimelineError.ClockImplausible(remote, time) : time;
    }

    /// <summary>The clock after one more event of its own node.</summary>
    /// <returns>The clock one later, or <see cref="TimelineError.ClockExhausted"/>.</returns>
    public Either<TimelineError, LamportClock> Tick() => After(Node, Time, 0).Bind(To);

    /// <summary>The clock after an event of another node was seen: later than both.</summary>
    /// <param name="remote">The node that recorded the event.</param>
    /// <param name="time">The event's time.</param>
    /// <returns>
    /// The clock at one more than the greater time, or <see cref="TimelineError.ClockTimeNegative"/>, or
    /// <see cref="TimelineError.ClockImplausible"/> naming the other node, or
    /// <see cref="TimelineError.ClockExhausted"/>.
    /// </returns>
    public Either<TimelineError, LamportClock> Observe(ReplicaId remote, long time) =>
        Believed(remote, time).Bind(believed => After(Node, Time, believed)).Bind(To);

    /// <summary>The clock on one line.</summary>
    /// <returns>The time and the node.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time}@{Node.Text}");

    private Either<TimelineError, LamportClock> To(long time) => time > LargestObserved
        ? new TimelineError.ClockExhausted(Node, time - 1)
        : new LamportClock(Node, time);
}
