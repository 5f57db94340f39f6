using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Timeline.Collections;

// Setting one entry of a map that nobody may change: it is looked for as a look-up does, then its leaf is made anew and
// the branches above are copied from the root down. Only where a leaf becomes a branch is it left to the walk that
// builders share.
public sealed partial class PersistentMap<TKey, TValue>
{
    private PersistentMap<TKey, TValue> Set(TKey key, TValue value, bool onlyNew)
    {
        var hash = HashOf(key);
        ref var there = ref FindEntry(_root, _count, hash, key);
        return Unsafe.IsNullRef(ref there) ? Added(new Entry { Hash = hash, Key = key, Value = value })
            : onlyNew ? throw Duplicate(key)
            : SameValue(there.Value, value) ? this
            : Replaced(hash, ref there, value);
    }

    /// <summary>The map with another value in an entry that stands in the leaf of a hash.</summary>
    private PersistentMap<TKey, TValue> Replaced(uint hash, ref Entry there, TValue value)
    {
        var leaf = LeafOf(hash, out _, out _);
        var copy = new Entry[leaf.Length];
        leaf.AsSpan().CopyTo(copy);
        var offset = Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(leaf), ref there);
        Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(copy), offset).Value = value;
        var root = _root;
        Copied(ref root, hash, 0, out _) = copy;
        return new PersistentMap<TKey, TValue>(root, _count);
    }

    /// <summary>The map with an entry whose key is not there.</summary>
    private PersistentMap<TKey, TValue> Added(in Entry entry)
    {
        ReadOnlySpan<Entry> leaf = LeafOf(entry.Hash, out var index, out var level);
        if (leaf.Length >= LeafMax || level == LevelMax)
            return Split(entry);
        var slot = SlotOf(entry.Hash, level);
        var at = Behind(leaf, index.IsNone ? 0 : index.StartOf(slot), entry.Hash);
        var grown = new Entry[leaf.Length + 1];
        leaf[..at].CopyTo(grown);
        grown[at] = entry;
        leaf[at..].CopyTo(grown.AsSpan(at + 1));
        var root = _root;
        Copied(ref root, entry.Hash, 1, out var above) = grown;
        if (above is not null)
            above.IndexAt(SlotOf(entry.Hash, level - 1)) = index.Insert(slot, at);
        return new PersistentMap<TKey, TValue>(root, _count + 1);
    }

    private PersistentMap<TKey, TValue> Split(in Entry entry)
    {
        var edit = default(Edit);
        var length = RootLength;
        var root = Set(_root, ref length, 0, entry, null, ref edit);
        return new PersistentMap<TKey, TValue>(root, _count + edit.Added);
    }

    private static int Behind(ReadOnlySpan<Entry> leaf, int index, uint hash)
    {
        while ((uint)index < (uint)leaf.Length && leaf[index].Hash <= hash)
            index = unchecked(index + 1);
        return index;
    }

    /// <summary>The leaf to which a hash belongs, what the branch above keeps of it, and its level.</summary>
    private Entry[] LeafOf(uint hash, out LeafIndex index, out int level)
    {
        (index, level) = (LeafIndex.None, 0);
        if (_count <= LeafMax)
            return AsLeaf(_root);
        var node = _root;
        while (true)
        {
            var branch = AsBranch(node);
            var slot = SlotOf(hash, level++);
            node = branch.Children[slot];
            if (!branch.HoldsLeafAt(slot))
                continue;
            index = branch.IndexAt(slot);
            return AsLeaf(node);
        }
    }

    /// <summary>
    /// Copies the branches above the leaf of a hash, each with so many entries more, into the place of the root; gives
    /// the lowest of them, and the place of that leaf.
    /// </summary>
    private ref object Copied(ref object place, uint hash, int added, out MapBranch? above)
    {
        above = null;
        if (_count <= LeafMax)
            return ref place;
        for (var level = 0; ; level++)
        {
            var slot = SlotOf(hash, level);
            above = AsBranch(place).Copy();
            above.Count += added;
            place = above;
            place = ref above.Children[slot];
            if (above.HoldsLeafAt(slot))
                return ref place;
        }
    }
}
