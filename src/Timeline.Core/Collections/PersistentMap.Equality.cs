namespace Timeline.Collections;

public sealed partial class PersistentMap<TKey, TValue>
{
    /// <summary>Whether two maps hold equal values under the same keys.</summary>
    /// <param name="other">The other map.</param>
    /// <returns>True if they do.</returns>
    /// <remarks>Stops at shared nodes: O(what is not shared), at most O(n).</remarks>
    public bool Equals(PersistentMap<TKey, TValue>? other) => Equals(other, EqualityComparer<TValue>.Default);

    /// <summary>Whether two maps hold values under the same keys that a comparer calls equal.</summary>
    /// <param name="other">The other map.</param>
    /// <param name="values">The comparer; a value must be equal to itself.</param>
    /// <returns>True if they do.</returns>
    public bool Equals(PersistentMap<TKey, TValue>? other, IEqualityComparer<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return other is not null && (ReferenceEquals(this, other)
            || (_count == other._count && SameNode(_root, other._root, _count <= LeafMax, values)));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PersistentMap<TKey, TValue>);

    /// <summary>A hash of all entries, whatever their order. O(n).</summary>
    /// <returns>The hash.</returns>
    public override int GetHashCode()
    {
        var sum = _count;
        foreach (var (key, value) in this)
            sum = unchecked(sum + HashCode.Combine(key, value));
        return sum;
    }

    // At one place of two canonical tries equal counts mean the same kind of node.
    private static bool SameNode(object left, object right, bool isLeaf, IEqualityComparer<TValue> values)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (isLeaf)
            return SameLeaf(AsLeaf(left), AsLeaf(right), values);
        var (leftBranch, rightBranch) = (AsBranch(left), AsBranch(right));
        if (leftBranch.Count != rightBranch.Count)
            return false;
        for (var slot = 0; slot < Width; slot++)
        {
            var childIsLeaf = leftBranch.HoldsLeafAt(slot);
            if (childIsLeaf != rightBranch.HoldsLeafAt(slot)
                || !SameNode(leftBranch.Children[slot], rightBranch.Children[slot], childIsLeaf, values))
            {
                return false;
            }
        }
        return true;
    }

    private static bool SameLeaf(Entry[] left, Entry[] right, IEqualityComparer<TValue> values)
    {
        if (left.Length != right.Length)
            return false;
        for (var i = 0; i < left.Length; i++)
        {
            ref readonly var entry = ref left[i];
            var twin = i;
            if (right[i].Hash != entry.Hash)
                return false;
            if (!SameKey(entry.Key, right[i].Key))
                twin = IndexInRun(right, i, entry.Hash, entry.Key);
            if (twin < 0 || !SameValue(entry.Value, right[twin].Value, values))
                return false;
        }
        return true;
    }

    /// <summary>Looks for a key among all entries that have its hash, of which one stands at an index.</summary>
    private static int IndexInRun(ReadOnlySpan<Entry> entries, int index, uint hash, TKey key)
    {
        while (index > 0 && entries[index - 1].Hash == hash)
            index--;
        for (; index < entries.Length && entries[index].Hash == hash; index++)
        {
            if (SameKey(entries[index].Key, key))
                return index;
        }
        return -1;
    }

    private static bool SameValue(TValue left, TValue right, IEqualityComparer<TValue> values) =>
        (!typeof(TValue).IsValueType && ReferenceEquals(left, right)) || values.Equals(left, right);
}
