using System.Globalization;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>When something was written, so that of two writes one is the last: a time, then the writer.</summary>
/// <remarks>
/// The time is any number that grows: ticks of a clock, a logical time. A writer uses no time twice for one thing; so
/// two stamps never tie. Where a peer does so all the same, the larger value wins everywhere. Immutable and safe to
/// share between threads.
/// </remarks>
public sealed record WriteStamp : IComparable<WriteStamp>, IComparable
{
    /// <summary>A stamp.</summary>
    /// <param name="time">When, from 0.</param>
    /// <param name="writer">Who.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or 2^63 − 1.</exception>
    public WriteStamp(long time, ReplicaId writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        ArgumentOutOfRangeException.ThrowIfEqual(time, long.MaxValue);
        Time = time;
        Writer = writer;
    }

    /// <summary>When, from 0.</summary>
    public long Time { get; }

    /// <summary>Who.</summary>
    public ReplicaId Writer { get; }

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
