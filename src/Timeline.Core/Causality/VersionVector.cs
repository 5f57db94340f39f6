using LanguageExt;
using Timeline.Collections;

namespace Timeline.Causality;

/// <summary>How many steps of each replica are known: for each the first so many, without gaps.</summary>
/// <remarks>
/// <para>
/// Law: <see cref="Join"/> is the least upper bound and <see cref="Meet"/> the greatest lower bound of the order that
/// <see cref="Compare"/> tells; a version vector is before another exactly where all it knows is known there, and more
/// (Parker et al. 1983; Mattern 1989).
/// </para>
/// <para>
/// Vectors made from one another share structure, so that joining and comparing them costs what differs.
/// Immutable and safe to share between threads.
/// </para>
/// </remarks>
public sealed class VersionVector : IEquatable<VersionVector>
{
    private VersionVector(PersistentMap<ReplicaId, long> entries) => Entries = entries;

    /// <summary>The vector that knows of nobody.</summary>
    public static VersionVector Empty { get; } = new([]);

    /// <summary>For each replica of which a step is known, the number of its last one; all are 1 or more.</summary>
    public PersistentMap<ReplicaId, long> Entries { get; }

    /// <summary>Whether no step is known.</summary>
    public bool IsEmpty => Entries.IsEmpty;

    /// <summary>How many steps of a replica are known.</summary>
    /// <param name="replica">The replica.</param>
    /// <returns>The number of the last one; 0 if none is.</returns>
    public long StepsOf(ReplicaId replica) => Entries.TryGetValue(replica, out var last) ? last : 0;

    /// <summary>
    /// The vector of so many steps of each replica; of two numbers for one replica the larger counts.
    /// </summary>
    /// <param name="entries">Replicas and how many of their steps are known, from 0.</param>
    /// <returns>The vector.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or 2^63 − 1.</exception>
    public static VersionVector From(IEnumerable<KeyValuePair<ReplicaId, long>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return entries.Aggregate(Empty, (vector, entry) => vector.With(entry.Key, entry.Value));
    }

    /// <summary>Whether a step is known.</summary>
    /// <param name="dot">The step.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(Dot dot) => dot.Sequence <= StepsOf(dot.Replica);

    /// <summary>The vector in which at least so many steps of a replica are known.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="sequence">How many, from 0.</param>
    /// <returns>The new vector; this one if so many are known.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or 2^63 − 1.</exception>
    public VersionVector With(ReplicaId replica, long sequence)
    {
        ArgumentNullException.ThrowIfNull(replica);
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, Dot.LargestSequence);
        return sequence <= StepsOf(replica) ? this : new VersionVector(Entries.Set(replica, sequence));
    }

    /// <summary>The step that a replica takes next.</summary>
    /// <param name="replica">The replica.</param>
    /// <returns>
    /// The step, or <see cref="TimelineError.StepsExhausted"/> behind <see cref="Dot.LargestExchanged"/>.
    /// </returns>
    public Either<TimelineError, Dot> Next(ReplicaId replica)
    {
        ArgumentNullException.ThrowIfNull(replica);
        var last = StepsOf(replica);
        return last < Dot.LargestExchanged
            ? new Dot(replica, last + 1)
            : new TimelineError.StepsExhausted(replica.Text, last);
    }

    /// <summary>The vector after the next step of a replica.</summary>
    /// <param name="replica">The replica.</param>
    /// <returns>The new vector, or <see cref="TimelineError.StepsExhausted"/>.</returns>
    public Either<TimelineError, VersionVector> Tick(ReplicaId replica) =>
        Next(replica).Map(dot => With(dot.Replica, dot.Sequence));

    /// <summary>All that this vector or another knows: the least that is not before either.</summary>
    /// <param name="other">The other vector.</param>
    /// <returns>The join; this vector if the other adds nothing.</returns>
    public VersionVector Join(VersionVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Of(Entries.Join(other.Entries, default(ReplicaJoin<long, Larger>)), other);
    }

    /// <summary>What both this vector and another know: the most that is not after either.</summary>
    /// <param name="other">The other vector.</param>
    /// <returns>The meet; this vector if the other knows all of it.</returns>
    public VersionVector Meet(VersionVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Of(Entries.Join(other.Entries, default(ReplicaMeet<long, Smaller>)), other);
    }

    /// <summary>How this vector stands to another.</summary>
    /// <param name="other">The other vector.</param>
    /// <returns>
    /// <see cref="CausalOrder.Before"/> if the other knows all that this one does, and more; and so on.
    /// </returns>
    public CausalOrder Compare(VersionVector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (less, more) = (false, false);
        foreach (var change in Entries.Diff(other.Entries))
        {
            var there = change.Match((_, after) => after, (_, _) => 0, (_, _, after) => after);
            var isMore = StepsOf(change.Key) > there;
            more |= isMore;
            less |= !isMore;
        }
        return (less, more) switch
        {
            (false, false) => CausalOrder.Equal,
            (true, false) => CausalOrder.Before,
            (false, true) => CausalOrder.After,
            _ => CausalOrder.Concurrent,
        };
    }

    /// <summary>
    /// The entries of which another vector knows less: what it lacks, as a vector to be joined there.
    /// </summary>
    /// <param name="since">The other vector.</param>
    /// <returns>The entries; this vector if the other knows less of each.</returns>
    public VersionVector Since(VersionVector since)
    {
        ArgumentNullException.ThrowIfNull(since);
        if (since.IsEmpty)
            return this;
        var differing = since.Entries.Diff(Entries).Select(change => change.Key)
            .Where(replica => StepsOf(replica) > since.StepsOf(replica))
            .Select(replica => KeyValuePair.Create(replica, StepsOf(replica)));
        return Of(PersistentMap<ReplicaId, long>.From(differing));
    }

    /// <summary>Whether another vector knows all that this one does.</summary>
    /// <param name="other">The other vector.</param>
    /// <returns>True if this one is before the other or equals it.</returns>
    public bool IsWithin(VersionVector other) => Compare(other) is CausalOrder.Before or CausalOrder.Equal;

    /// <summary>The vector without replicas that have left.</summary>
    /// <param name="departed">The replicas.</param>
    /// <returns>The new vector; this one if it knows none of them.</returns>
    /// <remarks>
    /// Law: pruning two vectors and joining them is joining and pruning. A vector that was not pruned brings its
    /// replicas back, so that all replicas prune once <see cref="CausalStability"/> says that all know the same of
    /// those that left.
    /// </remarks>
    public VersionVector Prune(IEnumerable<ReplicaId> departed)
    {
        ArgumentNullException.ThrowIfNull(departed);
        return Of(Entries.RemoveRange(departed), this);
    }

    /// <inheritdoc/>
    public bool Equals(VersionVector? other) => other is not null && Entries.Equals(other.Entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VersionVector);

    /// <inheritdoc/>
    public override int GetHashCode() => Entries.GetHashCode();

    /// <summary>Whether two vectors are equal; null equals null.</summary>
    public static bool operator ==(VersionVector? left, VersionVector? right) => Equals(left, right);

    /// <summary>Whether two vectors differ.</summary>
    public static bool operator !=(VersionVector? left, VersionVector? right) => !Equals(left, right);

    /// <summary>The steps in the order of the replicas, as <c>{a:3, b:1}</c>.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() =>
        $"{{{string.Join(", ", Entries.Select(entry => new Dot(entry.Key, entry.Value)).Order())}}}";

    /// <summary>The vector whose entries are known to be in range.</summary>
    internal static VersionVector Of(PersistentMap<ReplicaId, long> entries) =>
        entries.IsEmpty ? Empty : new VersionVector(entries);

    private VersionVector Of(PersistentMap<ReplicaId, long> entries, VersionVector other) =>
        ReferenceEquals(entries, Entries) ? this
            : ReferenceEquals(entries, other.Entries) ? other
            : Of(entries);

    private readonly struct Larger : IEntryJoin<long>
    {
        public static JoinedFrom Both(long ours, long theirs, out long joined) =>
            Lattice.Larger(ours, theirs, out joined);
    }

    private readonly struct Smaller : IEntryJoin<long>
    {
        public static JoinedFrom Both(long ours, long theirs, out long joined) =>
            Lattice.Smaller(ours, theirs, out joined);
    }
}
