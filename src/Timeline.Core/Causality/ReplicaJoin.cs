using Timeline.Collections;

namespace Timeline.Causality;

/// <summary>
/// The join of what is known of replicas: what one side has alone is kept, what both have is joined.
/// </summary>
/// <remarks>Over values that are no objects, so that all of it is compiled for them and put in place.</remarks>
internal readonly struct ReplicaJoin<T, TEntry> : IMapJoin<ReplicaId, T>
    where T : struct
    where TEntry : struct, IEntryJoin<T>
{
    public bool KeepsAll => true;

    // Asked first here, a name is not even read where it is one object.
    public bool SameKey(ReplicaId left, ReplicaId right) => ReferenceEquals(left, right) || left.Equals(right);

    public JoinedFrom Ours(ReplicaId key, T value, out T joined)
    {
        joined = value;
        return JoinedFrom.Ours;
    }

    public JoinedFrom Theirs(ReplicaId key, T value, out T joined)
    {
        joined = value;
        return JoinedFrom.Theirs;
    }

    public JoinedFrom Both(ReplicaId key, T ours, T theirs, out T joined) => TEntry.Both(ours, theirs, out joined);
}
