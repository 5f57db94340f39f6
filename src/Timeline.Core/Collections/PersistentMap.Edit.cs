namespace Timeline.Collections;

// Editing the trie. Without an owner every changed node is copied; with one (a builder) the branches that bear its
// mark are changed in place, and so are the leaves it made, which have room to grow until the map is published.
public sealed partial class PersistentMap<TKey, TValue>
{
    private const int RoomToGrow = 8;

    /// <summary>What an edit may do (only add a new key) and did.</summary>
    private struct Edit
    {
        internal bool OnlyNew;
        internal int Added;

        /// <summary>Where in its leaf the entry came to stand, or stood.</summary>
        internal int Place;
        internal bool Changed;
        internal bool Refused;
    }

    /// <summary>Sets an entry in a subtree; the length is that of a leaf, or negative for a branch.</summary>
    private static object Set(
        object node, ref int length, int level, in Entry entry, MapBranch.Owner? owner, ref Edit edit)
    {
        if (length >= 0)
            return SetInLeaf(AsLeaf(node), ref length, level, entry, owner is not null, ref edit);
        var branch = AsBranch(node);
        var slot = SlotOf(entry.Hash, level);
        var child = branch.Children[slot];
        var childLength = branch.LengthAt(slot);
        var next = Set(child, ref childLength, level + 1, entry, owner, ref edit);
        return !edit.Changed ? branch
            : branch.HoldsLeafAt(slot) && edit.Added != 0
                ? WithLeafEdited(branch, slot, next, childLength, level, entry.Hash, owner, edit)
                : branch.With(slot, next, edit.Added, owner);
    }

    /// <summary>The branch after an entry was added or removed below it, where a leaf was or is now.</summary>
    private static MapBranch WithLeafEdited(
        MapBranch branch, int slot, object child, int length, int level, uint hash, MapBranch.Owner? owner,
        in Edit edit)
    {
        var wasLeaf = branch.HoldsLeafAt(slot);
        branch = branch.EditableBy(owner, slot, length >= 0);
        branch.Count += edit.Added;
        // Most edits leave a leaf a leaf: of its index no more changes than of itself.
        if (length < 0 || !wasLeaf || level + 1 == LevelMax)
            Put(branch, slot, child, length, level);
        else
            branch.Put(slot, AsLeaf(child), IndexAfter(edit, branch.IndexAt(slot), SlotOf(hash, level + 1)));
        return branch;
    }

    private static LeafIndex IndexAfter(in Edit edit, LeafIndex index, int slot) =>
        edit.Added > 0 ? index.Insert(slot, edit.Place) : index.Remove(slot, edit.Place);

    private static object SetInLeaf(
        Entry[] leaf, ref int length, int level, in Entry entry, bool inBuilder, ref Edit edit)
    {
        var index = IndexAt(leaf, length, level, entry.Hash, entry.Key);
        if (index >= 0)
        {
            edit.Refused = edit.OnlyNew;
            if (edit.OnlyNew || SameValue(leaf[index].Value, entry.Value))
                return leaf;
            edit.Changed = true;
            // Only a leaf that a builder made has room to spare.
            if (leaf.Length == length)
                leaf = Copy(leaf, length, RoomFor(level, inBuilder));
            leaf[index].Value = entry.Value;
            return leaf;
        }
        edit.Changed = true;
        edit.Added = 1;
        index = ~index;
        edit.Place = index;
        var grown = leaf.Length > length ? leaf : new Entry[length + 1 + RoomFor(level, inBuilder)];
        leaf.AsSpan(index, length - index).CopyTo(grown.AsSpan(index + 1));
        if (!ReferenceEquals(grown, leaf))
            leaf.AsSpan(0, index).CopyTo(grown);
        grown[index] = entry;
        length++;
        if (IsLeaf(length, level))
            return grown;
        var branch = Split(grown.AsSpan(0, length), level);
        length = NoLeaf;
        return branch;
    }

    // The length of a leaf without an index is that of its array.
    private static int RoomFor(int level, bool inBuilder) => inBuilder && level < LevelMax ? RoomToGrow : 0;

    private static Entry[] Copy(Entry[] leaf, int length, int room)
    {
        var copy = new Entry[length + room];
        leaf.AsSpan(0, length).CopyTo(copy);
        return copy;
    }

    /// <summary>The canonical subtree of entries in the order of their hashes.</summary>
    private static object Grow(ReadOnlySpan<Entry> entries, int level, out int length)
    {
        length = IsLeaf(entries.Length, level) ? entries.Length : NoLeaf;
        return entries.IsEmpty ? NoEntries
            : length < 0 ? Split(entries, level)
            : entries.ToArray();
    }

    private static MapBranch Split(ReadOnlySpan<Entry> entries, int level)
    {
        var branch = MapBranch.New(entries.Length, withLeaves: true);
        for (var slot = 0; slot < Width; slot++)
        {
            var child = Grow(TakeSlot(ref entries, slot, level), level + 1, out var length);
            Put(branch, slot, child, length, level);
        }
        return branch;
    }

    /// <summary>Cuts off the front the entries that belong to a slot.</summary>
    private static ReadOnlySpan<Entry> TakeSlot(ref ReadOnlySpan<Entry> entries, int slot, int level)
    {
        var length = 0;
        while (length < entries.Length && SlotOf(entries[length].Hash, level) == slot)
            length++;
        var part = entries[..length];
        entries = entries[length..];
        return part;
    }

    /// <summary>Removes a key from a subtree; the edit then counts -1.</summary>
    private static object Remove(
        object node, ref int length, int level, uint hash, TKey key, MapBranch.Owner? owner, ref Edit edit)
    {
        if (length >= 0)
            return RemoveFromLeaf(AsLeaf(node), ref length, level, hash, key, ref edit);
        var branch = AsBranch(node);
        var slot = SlotOf(hash, level);
        var child = branch.Children[slot];
        var childLength = branch.LengthAt(slot);
        var next = Remove(child, ref childLength, level + 1, hash, key, owner, ref edit);
        if (!edit.Changed)
            return branch;
        branch = branch.HoldsLeafAt(slot) || childLength >= 0
            ? WithLeafEdited(branch, slot, next, childLength, level, hash, owner, edit)
            : branch.With(slot, next, edit.Added, owner);
        if (branch.Count > LeafMax)
            return branch;
        length = branch.Count;
        return Flatten(branch);
    }

    private static Entry[] RemoveFromLeaf(
        Entry[] leaf, ref int length, int level, uint hash, TKey key, ref Edit edit)
    {
        var index = IndexAt(leaf, length, level, hash, key);
        if (index < 0)
            return leaf;
        edit.Changed = true;
        edit.Added = -1;
        edit.Place = index;
        length--;
        if (length == 0)
            return NoEntries;
        var shrunk = new Entry[length];
        leaf.AsSpan(0, index).CopyTo(shrunk);
        leaf.AsSpan(index + 1, length - index).CopyTo(shrunk.AsSpan(index));
        return shrunk;
    }

    private static Entry[] Flatten(MapBranch branch)
    {
        if (branch.Count == 0)
            return NoEntries;
        var entries = new Entry[branch.Count];
        _ = FlattenInto(branch, entries);
        return entries;
    }

    private static Span<Entry> FlattenInto(MapBranch branch, Span<Entry> rest)
    {
        for (var slot = 0; slot < Width; slot++)
        {
            var child = branch.Children[slot];
            var length = branch.LengthAt(slot);
            if (length < 0)
            {
                rest = FlattenInto(AsBranch(child), rest);
                continue;
            }
            AsLeaf(child).AsSpan(0, length).CopyTo(rest);
            rest = rest[length..];
        }
        return rest;
    }

    /// <summary>Cuts every leaf that a builder made to its length; those stand under branches it owns.</summary>
    private static object Trim(object node, int length, MapBranch.Owner owner)
    {
        if (length >= 0)
            return AsLeaf(node).Length > length ? Copy(AsLeaf(node), length, 0) : node;
        var branch = AsBranch(node);
        // A branch split off below an owned one has exact leaves, and no mark.
        if (ReferenceEquals(branch.OwnedBy, owner))
        {
            for (var slot = 0; slot < Width; slot++)
                branch.Children[slot] = Trim(branch.Children[slot], branch.LengthAt(slot), owner);
        }
        return branch;
    }
}
