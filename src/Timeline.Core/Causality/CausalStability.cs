using Timeline.Collections;

namespace Timeline.Causality;

/// <summary>What every replica of a group is known to have seen.</summary>
/// <remarks>
/// <para>
/// A step is stable once each member is known to have seen it: nothing that is still made can be concurrent with it
/// (Baquero, Almeida and Shoker 2014). Whoever keeps the vector of each peer's last message knows that.
/// </para>
/// <para>
/// Law: what is stable is within what each member is known to have seen, and observing never makes it less.
/// Immutable and safe to share between threads.
/// </para>
/// </remarks>
public sealed class CausalStability : IEquatable<CausalStability>
{
    private CausalStability(PersistentMap<ReplicaId, VersionVector> seen) => Seen = seen;

    /// <summary>What each member is known to have seen.</summary>
    public PersistentMap<ReplicaId, VersionVector> Seen { get; }

    /// <summary>The steps that each member is known to have seen; of no members, none.</summary>
    /// <remarks>O(members · what differs between their vectors).</remarks>
    public VersionVector Stable => Seen.IsEmpty
        ? VersionVector.Empty
        : Seen.Values.Aggregate((left, right) => left.Meet(right));

    /// <summary>A group of which nothing is known to have been seen.</summary>
    /// <param name="members">The members.</param>
    /// <returns>The group.</returns>
    public static CausalStability Of(IEnumerable<ReplicaId> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return new CausalStability(PersistentMap<ReplicaId, VersionVector>.From(
            members.Select(member => KeyValuePair.Create(member, VersionVector.Empty))));
    }

    /// <summary>The group in which a replica, which becomes a member if it is none, has also seen some steps.</summary>
    /// <param name="member">The replica.</param>
    /// <param name="seen">What it has seen, as its own state says.</param>
    /// <returns>The new group; this one if that was known.</returns>
    public CausalStability Observe(ReplicaId member, VersionVector seen)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(seen);
        return With(Seen.Set(member, Seen.TryGetValue(member, out var before) ? before.Join(seen) : seen));
    }

    /// <summary>The group without a replica that has left: one waits for it no longer.</summary>
    /// <param name="member">The replica.</param>
    /// <returns>The new group; this one if it is no member.</returns>
    public CausalStability Leave(ReplicaId member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return With(Seen.Remove(member));
    }

    /// <summary>Whether each member is known to have seen a step.</summary>
    /// <param name="dot">The step.</param>
    /// <returns>True if so; false if there are no members.</returns>
    public bool IsStable(Dot dot) => !Seen.IsEmpty && Seen.Values.All(seen => seen.Contains(dot));

    /// <summary>
    /// Whether all members are known to have seen the same of a replica that has left, so that it can be pruned.
    /// </summary>
    /// <param name="departed">The replica.</param>
    /// <returns>True if so; false while it is a member.</returns>
    public bool IsSettled(ReplicaId departed)
    {
        ArgumentNullException.ThrowIfNull(departed);
        return !Seen.ContainsKey(departed)
            && Seen.Values.Select(seen => seen.StepsOf(departed)).Distinct().Count() <= 1;
    }

    /// <inheritdoc/>
    public bool Equals(CausalStability? other) => other is not null && Seen.Equals(other.Seen);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CausalStability);

    /// <inheritdoc/>
    public override int GetHashCode() => Seen.GetHashCode();

    /// <summary>Whether two groups are known to have seen the same; null equals null.</summary>
    public static bool operator ==(CausalStability? left, CausalStability? right) => Equals(left, right);

    /// <summary>Whether two groups differ in what they are known to have seen.</summary>
    public static bool operator !=(CausalStability? left, CausalStability? right) => !Equals(left, right);

    private CausalStability With(PersistentMap<ReplicaId, VersionVector> seen) =>
        ReferenceEquals(seen, Seen) ? this : new CausalStability(seen);
}
