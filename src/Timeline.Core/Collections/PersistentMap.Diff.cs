namespace Timeline.Collections;

public sealed partial class PersistentMap<TKey, TValue>
{
    /// <summary>What changed from this version to a later one.</summary>
    /// <param name="after">The later version.</param>
    /// <returns>
    /// One change for every key that differs, in the order of enumeration; empty if the maps are equal.
    /// </returns>
    /// <remarks>
    /// Shared nodes are never looked into: O(changes · log n) for versions made from one another, at most O(n).
    /// Law: applying the changes to this map gives <paramref name="after"/>.
    /// </remarks>
    public IReadOnlyList<MapChange<TKey, TValue>> Diff(PersistentMap<TKey, TValue> after) =>
        Diff(after, EqualityComparer<TValue>.Default);

    /// <summary>What changed from this version to a later one, where a comparer says which values are equal.</summary>
    /// <param name="after">The later version.</param>
    /// <param name="values">The comparer; a value must be equal to itself.</param>
    /// <returns>One change for every key that differs, in the order of enumeration.</returns>
    public IReadOnlyList<MapChange<TKey, TValue>> Diff(
        PersistentMap<TKey, TValue> after, IEqualityComparer<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(values);
        return Diff(after, values, null);
    }

    /// <summary>
    /// As the form without keys; keys that the map takes for the same and a comparer does not are a removal and an
    /// addition.
    /// </summary>
    internal IReadOnlyList<MapChange<TKey, TValue>> Diff(
        PersistentMap<TKey, TValue> after, IEqualityComparer<TValue> values, IEqualityComparer<TKey>? keys)
    {
        if (ReferenceEquals(this, after))
            return [];
        var walk = new DiffWalk(values, keys);
        walk.Nodes(_root, _count <= LeafMax, after._root, after._count <= LeafMax, 0);
        return walk.Changes;
    }

    /// <summary>The map after changes.</summary>
    /// <param name="changes">What <see cref="Diff(PersistentMap{TKey, TValue})"/> gives.</param>
    /// <returns>The new map; this one if nothing changes. The values before are not checked.</returns>
    public PersistentMap<TKey, TValue> Apply(IEnumerable<MapChange<TKey, TValue>> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var builder = ToBuilder();
        foreach (var change in changes)
        {
            switch (change)
            {
                case MapChange<TKey, TValue>.Added added:
                    builder.Set(added.Key, added.After);
                    break;
                case MapChange<TKey, TValue>.Replaced replaced:
                    builder.Set(replaced.Key, replaced.After);
                    break;
                default:
                    _ = builder.Remove(change.Key);
                    break;
            }
        }
        return builder.ToMap();
    }

    /// <summary>
    /// Two tries in lockstep. A leaf is in the order of hashes, so against a branch it falls into slots.
    /// </summary>
    private readonly struct DiffWalk(IEqualityComparer<TValue> values, IEqualityComparer<TKey>? keys = null)
    {
        internal readonly List<MapChange<TKey, TValue>> Changes = [];

        internal void Nodes(object before, bool beforeIsLeaf, object after, bool afterIsLeaf, int level)
        {
            if (ReferenceEquals(before, after))
                return;
            if (beforeIsLeaf && afterIsLeaf)
                Leaves(AsLeaf(before), AsLeaf(after));
            else if (beforeIsLeaf)
                LeafToBranch(AsLeaf(before), AsBranch(after), level);
            else if (afterIsLeaf)
                BranchToLeaf(AsBranch(before), AsLeaf(after), level);
            else
                Branches(AsBranch(before), AsBranch(after), level);
        }

        private void Branches(MapBranch before, MapBranch after, int level)
        {
            for (var slot = 0; slot < Width; slot++)
            {
                var (left, right) = (before.Children[slot], after.Children[slot]);
                if (!ReferenceEquals(left, right))
                    Nodes(left, before.HoldsLeafAt(slot), right, after.HoldsLeafAt(slot), level + 1);
            }
        }

        private void LeafToBranch(ReadOnlySpan<Entry> before, MapBranch after, int level)
        {
            for (var slot = 0; slot < Width; slot++)
            {
                var part = TakeSlot(ref before, slot, level);
                if (after.HoldsLeafAt(slot))
                    Leaves(part, AsLeaf(after.Children[slot]));
                else
                    LeafToBranch(part, AsBranch(after.Children[slot]), level + 1);
            }
        }

        private void BranchToLeaf(MapBranch before, ReadOnlySpan<Entry> after, int level)
        {
            for (var slot = 0; slot < Width; slot++)
            {
                var part = TakeSlot(ref after, slot, level);
                if (before.HoldsLeafAt(slot))
                    Leaves(AsLeaf(before.Children[slot]), part);
                else
                    BranchToLeaf(AsBranch(before.Children[slot]), part, level + 1);
            }
        }

        private void Leaves(ReadOnlySpan<Entry> before, ReadOnlySpan<Entry> after)
        {
            int i = 0, j = 0;
            while (i < before.Length && j < after.Length)
            {
                ref readonly var left = ref before[i];
                ref readonly var right = ref after[j];
                if (left.Hash < right.Hash)
                    Removed(before[i++]);
                else if (left.Hash > right.Hash)
                    Added(after[j++]);
                else
                    Runs(Run(before, ref i), Run(after, ref j));
            }
            while (i < before.Length)
                Removed(before[i++]);
            while (j < after.Length)
                Added(after[j++]);
        }

        private static ReadOnlySpan<Entry> Run(ReadOnlySpan<Entry> entries, ref int index)
        {
            var start = index++;
            while (index < entries.Length && entries[index].Hash == entries[start].Hash)
                index++;
            return entries[start..index];
        }

        /// <summary>Entries of one hash, whose order means nothing.</summary>
        private void Runs(ReadOnlySpan<Entry> before, ReadOnlySpan<Entry> after)
        {
            foreach (ref readonly var entry in before)
            {
                var twin = IndexInRun(after, 0, entry.Hash, entry.Key);
                if (twin < 0)
                {
                    Removed(entry);
                }
                else if (keys is not null && !keys.Equals(entry.Key, after[twin].Key))
                {
                    Removed(entry);
                    Added(after[twin]);
                }
                else if (!SameValue(entry.Value, after[twin].Value, values))
                {
                    Changes.Add(new MapChange<TKey, TValue>.Replaced(entry.Key, entry.Value, after[twin].Value));
                }
            }
            foreach (ref readonly var entry in after)
            {
                if (IndexInRun(before, 0, entry.Hash, entry.Key) < 0)
                    Added(entry);
            }
        }

        private void Removed(in Entry entry) =>
            Changes.Add(new MapChange<TKey, TValue>.Removed(entry.Key, entry.Value));

        private void Added(in Entry entry) =>
            Changes.Add(new MapChange<TKey, TValue>.Added(entry.Key, entry.Value));
    }
}
