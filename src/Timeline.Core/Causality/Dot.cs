using System.Globalization;
using Timeline.Collections;

namespace Timeline.Causality;

/// <summary>One step of one replica: the event that it counted as its first, second, third, …</summary>
/// <remarks>
/// Ordered by replica, then by number. The default value is no step of anybody, and only it has no replica.
/// </remarks>
public readonly record struct Dot : IComparable<Dot>, IComparable
{
    /// <summary>
    /// The largest number of a step that is exchanged, 2^53 − 1: JSON has it exactly. None beyond it is taken from
    /// others, and no replica steps beyond it, since no other could read what it did there.
    /// </summary>
    public const long LargestExchanged = (1L << 53) - 1;

    /// <summary>The largest number that is counted: of no step, but of what a counter adds up.</summary>
    public const long LargestSequence = long.MaxValue - 1;

    /// <summary>The step of a replica.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="sequence">Which of its steps, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1 or 2^63 − 1.</exception>
    public Dot(ReplicaId replica, long sequence)
    {
        ArgumentNullException.ThrowIfNull(replica);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, LargestSequence);
        Replica = replica;
        Sequence = sequence;
    }

    /// <summary>Whose step it is.</summary>
    public ReplicaId Replica { get; }

    /// <summary>Which of the replica's steps, from 1; 0 for no step.</summary>
    public long Sequence { get; }

    /// <inheritdoc/>
    public bool Equals(Dot other) => Sequence == other.Sequence && Replica == other.Replica;

    // Seeded anew in every process, so that no peer can choose numbers that collide.
    /// <inheritdoc/>
    public override int GetHashCode() =>
        unchecked((int)SeededHash.Of((ulong)Sequence, (uint)(Replica?.GetHashCode() ?? 0)));

    /// <inheritdoc/>
    public int CompareTo(Dot other)
    {
        var byReplica = Comparer<ReplicaId>.Default.Compare(Replica, other.Replica);
        return byReplica != 0 ? byReplica : Sequence.CompareTo(other.Sequence);
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Dot other => CompareTo(other),
        _ => throw new ArgumentException("A dot compares only with a dot.", nameof(obj)),
    };

    /// <summary>The step as text, as <c>a:3</c>.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Replica}:{Sequence}");

    /// <summary>Whether the left dot comes before the right one.</summary>
    public static bool operator <(Dot left, Dot right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left dot comes before the right one or equals it.</summary>
    public static bool operator <=(Dot left, Dot right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left dot comes after the right one.</summary>
    public static bool operator >(Dot left, Dot right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left dot comes after the right one or equals it.</summary>
    public static bool operator >=(Dot left, Dot right) => left.CompareTo(right) >= 0;
}
