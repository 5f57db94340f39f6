using Timeline.Causality;

namespace Timeline.Sequences;

/// <summary>
/// The replicas of a state, each at the place by which ids name it. Immutable; it only grows at the end.
/// </summary>
internal sealed class ReplicaTable
{
    public static readonly ReplicaTable Empty = new([]);

    private readonly ReplicaId[] _replicas;

    public ReplicaTable(ReplicaId[] replicas) => _replicas = replicas;

    public int Count => _replicas.Length;

    public ReplicaId this[int place] => _replicas[place];

    /// <summary>The place of a replica, or -1.</summary>
    public int PlaceOf(ReplicaId replica) => Array.IndexOf(_replicas, replica);

    public ReplicaTable Add(ReplicaId replica) => new([.. _replicas, replica]);

    /// <summary>The table with all replicas of the other one, and where each of those stands in it.</summary>
    public (ReplicaTable Table, int[] Places) Join(ReplicaTable other)
    {
        var places = new int[other.Count];
        if (IsPrefixOf(other) || other.IsPrefixOf(this))
        {
            for (var i = 0; i < places.Length; i++)
                places[i] = i;
            return (other.Count > Count ? other : this, places);
        }
        List<ReplicaId> all = [.. _replicas];
        var known = new Dictionary<ReplicaId, int>();
        for (var i = 0; i < all.Count; i++)
            known[all[i]] = i;
        for (var i = 0; i < places.Length; i++)
        {
            if (!known.TryGetValue(other[i], out places[i]))
            {
                places[i] = all.Count;
                all.Add(other[i]);
            }
        }
        return (all.Count == Count ? this : new ReplicaTable([.. all]), places);
    }

    /// <summary>How two siblings are ordered: by their replicas' names, then by their numbers.</summary>
    public int Compare(ulong first, ulong second)
    {
        var (one, other) = (ElementId.Replica(first), ElementId.Replica(second));
        var byReplica = one == other ? 0 : _replicas[one].CompareTo(_replicas[other]);
        return byReplica != 0 ? byReplica : first.CompareTo(second);
    }

    private bool IsPrefixOf(ReplicaTable other) =>
        ReferenceEquals(_replicas, other._replicas)
        || (Count <= other.Count && _replicas.AsSpan().SequenceEqual(other._replicas.AsSpan(0, Count)));
}
