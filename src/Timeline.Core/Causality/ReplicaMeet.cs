using Timeline.Collections;

namespace Timeline.Causality;

/// <summary>
/// The meet of what is known of replicas: what one side has alone is dropped, what both have is met.
/// </summary>
/// <remarks>As <see cref="ReplicaJoin{T, TEntry}"/>.</remarks>
internal readonly struct ReplicaMeet<T, TEntry> : IMapJoin<ReplicaId, T>
    where T : struct
    where TEntry : struct, IEntryJoin<T>
{
    public bool KeepsAll => false;

    public bool SameKey(ReplicaId left, ReplicaId right) => ReferenceEquals(left, right) || left.Equals(right);

    public JoinedFrom Ours(ReplicaId key, T value, out T joined)
    {
        joined = value;
        return JoinedFrom.Nothing;
    }

    public JoinedFrom Theirs(ReplicaId key, T value, out T joined)
    {
        joined = value;
        return JoinedFrom.Nothing;
    }

    public JoinedFrom Both(ReplicaId key, T ours, T theirs, out T joined) => TEntry.Both(ours, theirs, out joined);
}
