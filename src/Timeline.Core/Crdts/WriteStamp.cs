using System.Globalization;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>When something was written, so that of two writes one is the last: a time, then the writer.</summary>
/// <remarks>
/// The time is any number that grows: the moment of a <see cref="HybridLogicalClock"/>, a logical time. A writer uses
/// no time twice for one thing; so two stamps never tie. Where a peer does so all the same, the larger value wins
/// everywhere. Immutable and safe to share between threads.
/// </remarks>
public sealed record WriteStamp : IComparable<WriteStamp>, IComparable
{
    /// <summary>A stamp.</summary>
    /// <param name="time">When, from 0.</param>
    /// <param name="writer">Who.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public WriteStamp(long time, ReplicaId writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        Time = time;
        Writer = writer;
    }

    /// <summary>When, from 0.</summary>
    public long Time { get; }

    /// <summary>Who.</summary>
    public ReplicaId Writer { get; }

    /// <summary>The stamp of a moment, which orders as moments do.</summary>
    /// <param name="moment">When.</param>
    /// <param name="writer">Who.</param>
    /// <returns>The stamp, whose <see cref="Time"/> is the number of the moment.</returns>
    public static WriteStamp At(HybridTimestamp moment, ReplicaId writer) => new(moment.ToInt64(), writer);

    /// <summary>The stamp of a clock's last step: its <see cref="HybridLogicalClock.Latest"/>, by its node.</summary>
    /// <param name="clock">The clock, after a step for this write.</param>
    /// <returns>The stamp.</returns>
    public static WriteStamp Of(HybridLogicalClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return At(clock.Latest, clock.Node);
    }

    /// <summary>The moment of a stamp that was made <see cref="At"/> one: to be observed by a clock.</summary>
    /// <returns>The moment whose number is the <see cref="Time"/>.</returns>
    public HybridTimestamp ToMoment() => HybridTimestamp.FromInt64(Time).IfLeft(default(HybridTimestamp));

    /// <inheritdoc/>
    public int CompareTo(WriteStamp? other) => other is null ? 1
        : Time != other.Time ? Time.CompareTo(other.Time)
        : Writer.CompareTo(other.Writer);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        WriteStamp other => CompareTo(other),
        _ => throw new ArgumentException("A stamp compares only with a stamp.", nameof(obj)),
    };

    /// <summary>The stamp as <c>12@a</c>.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Time}@{Writer}");

    /// <summary>Whether the left stamp is earlier.</summary>
    public static bool operator <(WriteStamp? left, WriteStamp? right) => Order(left, right) < 0;

    /// <summary>Whether the left stamp is earlier or the same.</summary>
    public static bool operator <=(WriteStamp? left, WriteStamp? right) => Order(left, right) <= 0;

    /// <summary>Whether the left stamp is later.</summary>
    public static bool operator >(WriteStamp? left, WriteStamp? right) => Order(left, right) > 0;

    /// <summary>Whether the left stamp is later or the same.</summary>
    public static bool operator >=(WriteStamp? left, WriteStamp? right) => Order(left, right) >= 0;

    private static int Order(WriteStamp? left, WriteStamp? right) => Comparer<WriteStamp>.Default.Compare(left, right);
}
