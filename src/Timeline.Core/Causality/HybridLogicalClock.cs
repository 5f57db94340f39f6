using LanguageExt;

namespace Timeline.Causality;

/// <summary>A clock that is both (Kulkarni et al. 2014): it grows with every event as a Lamport clock does, and stays
/// near the wall clock.</summary>
/// <remarks>
/// Laws: every step is later than what the clock was and than what it observed; and never later than the latest
/// physical time it has seen, its own or another's, by more than one count for each step. O(1). Immutable and safe to
/// share.
/// </remarks>
public sealed record HybridLogicalClock
{
    /// <summary>How far ahead of the own wall clock another may be, unless said otherwise: one minute.</summary>
    public static readonly TimeSpan DefaultDrift = TimeSpan.FromMinutes(1);

    /// <summary>A clock before its first event.</summary>
    /// <param name="node">The node that counts.</param>
    /// <param name="maximumDrift">How far ahead of the own wall clock another may be; null for one minute.</param>
    /// <exception cref="ArgumentOutOfRangeException">The drift is negative.</exception>
    public HybridLogicalClock(ReplicaId node, TimeSpan? maximumDrift = null)
        : this(node, default, maximumDrift ?? DefaultDrift)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumDrift, TimeSpan.Zero);
    }

    private HybridLogicalClock(ReplicaId node, HybridTimestamp latest, TimeSpan maximumDrift)
    {
        Node = node;
        Latest = latest;
        MaximumDrift = maximumDrift;
    }

    /// <summary>The node that counts.</summary>
    public ReplicaId Node { get; }

    /// <summary>The moment of the last step; the first moment of 1970 before the first one.</summary>
    public HybridTimestamp Latest { get; }

    /// <summary>How far ahead of the own wall clock another may be.</summary>
    public TimeSpan MaximumDrift { get; }

    /// <summary>The clock at a moment that was kept, of its own node: to go on after a restart.</summary>
    /// <param name="latest">The moment.</param>
    /// <returns>The clock; itself where it is not earlier.</returns>
    public HybridLogicalClock From(HybridTimestamp latest) =>
        latest <= Latest ? this : new HybridLogicalClock(Node, latest, MaximumDrift);

    /// <summary>The clock after one more event of its own node.</summary>
    /// <param name="now">The node's wall clock; it may run backwards.</param>
    /// <returns>The later clock, or <see cref="TimelineError.HybridClockExhausted"/>.</returns>
    public Either<TimelineError, HybridLogicalClock> Tick(DateTimeOffset now) => After(Latest, now);

    /// <summary>The clock after an event of another node was seen: later than both.</summary>
    /// <param name="remote">The node that recorded the event.</param>
    /// <param name="time">The event's moment.</param>
    /// <param name="now">The own wall clock.</param>
    /// <returns>
    /// The later clock, or <see cref="TimelineError.HybridClockAhead"/> naming the other node if its moment is further
    /// ahead of the own wall clock than <see cref="MaximumDrift"/>, or
    /// <see cref="TimelineError.HybridClockExhausted"/>.
    /// </returns>
    public Either<TimelineError, HybridLogicalClock> Observe(ReplicaId remote, HybridTimestamp time, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(remote);
        return time.Time - now > MaximumDrift
            ? new TimelineError.HybridClockAhead(remote, time, now, MaximumDrift)
            : After(time > Latest ? time : Latest, now);
    }

    /// <summary>The clock on one line.</summary>
    /// <returns>The latest moment and the node.</returns>
    public override string ToString() => $"{Latest}@{Node}";

    private Either<TimelineError, HybridLogicalClock> After(HybridTimestamp latest, DateTimeOffset now)
    {
        var physical = HybridTimestamp.At(now);
        if (physical > latest) return new HybridLogicalClock(Node, physical, MaximumDrift);
        return latest == HybridTimestamp.Last
            ? new TimelineError.HybridClockExhausted(Node)
            : new HybridLogicalClock(Node, latest.Next(), MaximumDrift);
    }
}
