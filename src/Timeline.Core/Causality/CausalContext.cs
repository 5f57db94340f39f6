using LanguageExt;
using Timeline.Collections;

namespace Timeline.Causality;

/// <summary>Which steps of all replicas are known, gaps included: a version vector, and the steps beyond it.</summary>
/// <remarks>
/// <para>
/// After Almeida, Shoker and Baquero, "Delta state replicated data types" (2018). What is known without a gap is always
/// in the vector, and what lies beyond is kept as ranges, so that equal sets of steps are equal contexts.
/// </para>
/// <para>
/// Law: a context does what the set of its dots does. Joining costs what differs in the vectors, and what lies beyond
/// them. Immutable and safe to share between threads.
/// </para>
/// </remarks>
public sealed class CausalContext : IEquatable<CausalContext>
{
    private readonly PersistentMap<ReplicaId, DotRanges> _beyond;

    private CausalContext(VersionVector vector, PersistentMap<ReplicaId, DotRanges> beyond) =>
        (Vector, _beyond) = (vector, beyond);

    /// <summary>The context that knows of no step.</summary>
    public static CausalContext Empty { get; } = new(VersionVector.Empty, []);

    /// <summary>What is known without a gap.</summary>
    public VersionVector Vector { get; }

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => Vector.IsEmpty && _beyond.IsEmpty;

    /// <summary>Whether the steps of every replica are known without a gap.</summary>
    public bool IsVector => _beyond.IsEmpty;

    /// <summary>All steps that are known, replica by replica, ascending. As many as there are; none is kept.</summary>
    public IEnumerable<Dot> Dots => Replicas.Order().SelectMany(DotsOf);

    /// <summary>As <see cref="Dots"/>, the replicas in no order.</summary>
    internal IEnumerable<Dot> DotsUnordered => Replicas.SelectMany(DotsOf);

    /// <summary>The replicas of which a step is known, in no order.</summary>
    internal IEnumerable<ReplicaId> Replicas => Vector.Entries.Keys
        .Concat(_beyond.Keys.Where(replica => !Vector.Entries.ContainsKey(replica)));

    /// <summary>The context that knows what a vector does.</summary>
    /// <param name="vector">The vector.</param>
    /// <returns>The context.</returns>
    public static CausalContext Of(VersionVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return vector.IsEmpty ? Empty : new CausalContext(vector, Empty._beyond);
    }

    /// <summary>The context that knows some steps.</summary>
    /// <param name="dots">The steps, in any order, also more than once.</param>
    /// <returns>The context.</returns>
    /// <exception cref="ArgumentException">One is no step of anybody.</exception>
    public static CausalContext From(IEnumerable<Dot> dots)
    {
        ArgumentNullException.ThrowIfNull(dots);
        var byReplica = dots.Select(Known).GroupBy(dot => dot.Replica);
        return Of(byReplica.Select(group => KeyValuePair.Create(
            group.Key, DotRanges.Of(group.Select(dot => new DotRange(dot.Sequence, dot.Sequence))))));
    }

    /// <summary>Whether a step is known.</summary>
    /// <param name="dot">The step.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(Dot dot) => Vector.Contains(dot)
        || (_beyond.TryGetValue(dot.Replica, out var ranges) && ranges.Contains(dot.Sequence));

    /// <summary>The step after all that are known of a replica.</summary>
    /// <param name="replica">The replica.</param>
    /// <returns>
    /// The step, or <see cref="TimelineError.StepsExhausted"/> behind <see cref="Dot.LargestExchanged"/>.
    /// </returns>
    public Either<TimelineError, Dot> Next(ReplicaId replica)
    {
        ArgumentNullException.ThrowIfNull(replica);
        return _beyond.TryGetValue(replica, out var ranges)
            ? Vector.With(replica, ranges.Last).Next(replica)
            : Vector.Next(replica);
    }

    /// <summary>Whether a replica may merge a state that claims to know some of its own steps.</summary>
    /// <param name="own">The replica whose context this is: it knows all steps that it took.</param>
    /// <param name="claimed">The context of the other state.</param>
    /// <returns>
    /// The other context; or <see cref="TimelineError.StepsClaimed"/> where it knows a step of the replica that this
    /// one does not: merged, it would keep that step from being taken, and the largest would leave none at all.
    /// </returns>
    public Either<TimelineError, CausalContext> Believed(ReplicaId own, CausalContext claimed)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(claimed);
        var (taken, said) = (RangesOf(own), claimed.RangesOf(own));
        return said.Except(taken).IsEmpty
            ? claimed
            : new TimelineError.StepsClaimed(own.Text, said.Last, taken.IsEmpty ? 0 : taken.Last);
    }

    /// <summary>The context that also knows a step.</summary>
    /// <param name="dot">The step.</param>
    /// <returns>The new context; this one if it knows the step.</returns>
    /// <exception cref="ArgumentException">It is no step of anybody.</exception>
    public CausalContext Add(Dot dot)
    {
        if (Contains(Known(dot)))
            return this;
        var next = Vector.StepsOf(dot.Replica) + 1;
        return dot.Sequence == next && _beyond.IsEmpty
            ? new CausalContext(Vector.With(dot.Replica, next), _beyond)
            : Join(From([dot]));
    }

    /// <summary>All steps that this context or another knows.</summary>
    /// <param name="other">The other context.</param>
    /// <returns>The join; this context if the other adds nothing.</returns>
    public CausalContext Join(CausalContext other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            return this;
        var vector = Vector.Join(other.Vector);
        var beyond = _beyond.Join(other._beyond, (_, ours, theirs) => ours.Union(theirs));
        return Compact(vector, beyond, other);
    }

    /// <summary>The steps that this context knows and another does not.</summary>
    /// <param name="other">The other context.</param>
    /// <returns>The difference; this context if the other knows none of it.</returns>
    public CausalContext Except(CausalContext other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(this, other))
            return Empty;
        if (other.IsEmpty)
            return this;
        var differing = Vector.Entries.Diff(other.Vector.Entries).Select(change => change.Key)
            .Concat(_beyond.Keys).Concat(other._beyond.Keys).Distinct();
        return Of(differing.Select(replica =>
            KeyValuePair.Create(replica, RangesOf(replica).Except(other.RangesOf(replica)))));
    }

    /// <summary>Whether another context knows all that this one does.</summary>
    /// <param name="other">The other context.</param>
    /// <returns>True if it does.</returns>
    public bool IsWithin(CausalContext other) => Except(other).IsEmpty;

    /// <summary>The context without replicas that have left.</summary>
    /// <param name="departed">The replicas.</param>
    /// <returns>The new context; this one if it knows none of them.</returns>
    /// <remarks>
    /// What of theirs was removed is then no longer known to be; <see cref="CausalStability"/> tells when that is no
    /// loss.
    /// </remarks>
    public CausalContext Prune(IEnumerable<ReplicaId> departed)
    {
        ArgumentNullException.ThrowIfNull(departed);
        ReplicaId[] gone = [.. departed];
        return Of(Vector.Prune(gone), _beyond.RemoveRange(gone), this);
    }

    /// <inheritdoc/>
    public bool Equals(CausalContext? other) =>
        other is not null && Vector.Equals(other.Vector) && _beyond.Equals(other._beyond);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CausalContext);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Vector, _beyond.Count);

    /// <summary>Whether two contexts are equal; null equals null.</summary>
    public static bool operator ==(CausalContext? left, CausalContext? right) => Equals(left, right);

    /// <summary>Whether two contexts differ.</summary>
    public static bool operator !=(CausalContext? left, CausalContext? right) => !Equals(left, right);

    /// <summary>The ranges of steps in the order of the replicas, as <c>{a:1-3, b:5-5}</c>.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString()
    {
        var ranges = Replicas.Order().SelectMany(replica => RangesOf(replica).Ranges
            .Select(range => FormattableString.Invariant($"{replica}:{range.First}-{range.Last}")));
        return $"{{{string.Join(", ", ranges)}}}";
    }

    /// <summary>The steps of a replica beyond a gap, or null.</summary>
    internal DotRanges? BeyondOf(ReplicaId replica) => _beyond.TryGetValue(replica, out var ranges) ? ranges : null;

    /// <summary>Whether there are at most so many dots.</summary>
    internal bool HasAtMost(long count)
    {
        foreach (var (_, last) in Vector.Entries)
        {
            if (last > count)
                return false;
            count -= last;
        }
        foreach (var (_, ranges) in _beyond)
        {
            if (ranges.Count > count)
                return false;
            count -= ranges.Count;
        }
        return true;
    }

    /// <summary>The context of ranges that are known to be in range.</summary>
    internal static CausalContext Of(IEnumerable<KeyValuePair<ReplicaId, DotRanges>> ranges)
    {
        var beyond = PersistentMap<ReplicaId, DotRanges>.From(ranges.Where(entry => !entry.Value.IsEmpty).ToArray());
        return Empty.Compact(VersionVector.Empty, beyond, Empty);
    }

    /// <summary>The next step of a replica, for verbs that answer no error.</summary>
    /// <exception cref="ArgumentException">The replica has none left.</exception>
    internal Dot Step(ReplicaId replica) =>
        Next(replica).Match(dot => dot, error => throw new ArgumentException(error.Message, nameof(replica)));

    /// <summary>All steps that are known of a replica.</summary>
    internal DotRanges RangesOf(ReplicaId replica)
    {
        var beyond = _beyond.TryGetValue(replica, out var ranges) ? ranges : DotRanges.Empty;
        var last = Vector.StepsOf(replica);
        return last == 0 ? beyond : DotRanges.Of(beyond.Ranges.Prepend(new DotRange(1, last)));
    }

    private static Dot Known(Dot dot) => dot.Replica is not null
        ? dot
        : throw new ArgumentException("It is no step of anybody.", nameof(dot));

    private IEnumerable<Dot> DotsOf(ReplicaId replica)
    {
        foreach (var (first, last) in RangesOf(replica).Ranges)
        {
            for (var sequence = first; sequence <= last; sequence++)
                yield return new Dot(replica, sequence);
        }
    }

    /// <summary>Takes into the vector what no gap parts from it.</summary>
    private CausalContext Compact(VersionVector vector, PersistentMap<ReplicaId, DotRanges> beyond, CausalContext other)
    {
        if (beyond.IsEmpty)
            return Of(vector, beyond, other);
        var kept = beyond;
        foreach (var (replica, ranges) in beyond)
        {
            var last = vector.StepsOf(replica);
            if (ranges.Ranges[0].First > last + 1)
                continue;
            var all = DotRanges.Of(ranges.Ranges.Prepend(new DotRange(1, Math.Max(last, 1))));
            vector = vector.With(replica, all.Ranges[0].Last);
            kept = all.Ranges.Length == 1 ? kept.Remove(replica) : kept.Set(replica, DotRanges.Of(all.Ranges.Skip(1)));
        }
        return Of(vector, kept, other);
    }

    private CausalContext Of(VersionVector vector, PersistentMap<ReplicaId, DotRanges> beyond, CausalContext other) =>
        Holds(vector, beyond) ? this
            : other.Holds(vector, beyond) ? other
            : vector.IsEmpty && beyond.IsEmpty ? Empty
            : new CausalContext(vector, beyond);

    private bool Holds(VersionVector vector, PersistentMap<ReplicaId, DotRanges> beyond) =>
        ReferenceEquals(Vector, vector) && _beyond.Equals(beyond);
}
