using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Timeline.Collections;

// The trie. A subtree is a leaf (an array of entries in the order of their hashes) when it holds at most
// LeafMax entries, or when no bits of the hash are left; else it is a branch over the next BitsPerLevel bits,
// highest bits first. Which of the two it is depends on the entries alone, so the shape is canonical; only
// entries with one and the same hash stand in an order that depends on the edits.
public sealed partial class PersistentMap<TKey, TValue>
{
    internal const int BitsPerLevel = 4;
    internal const int Width = 1 << BitsPerLevel;
    internal const int LevelMax = 32 / BitsPerLevel;
    internal const int LeafMax = 48;

    /// <summary>An entry with its mixed hash, which is kept so that no edit ever reads a key again.</summary>
    internal struct Entry
    {
        internal uint Hash;
        internal TKey Key;
        internal TValue Value;
    }

    [InlineArray(Width)]
    internal struct Slots
    {
        private object _first;
    }

    /// <summary>Whoever made a branch and has not yet published it may change it in place.</summary>
    internal sealed class Owner;

    internal sealed class Branch
    {
        /// <summary>Leaves (Entry[]) and branches; the shared empty leaf where there is nothing.</summary>
        internal Slots Children;
        internal Owner? Owner;
        internal int Count;
        internal ushort LeafBits;

        internal bool HoldsLeafAt(int slot) => (LeafBits >> slot & 1) != 0;

        internal void Put(int slot, object child, bool isLeaf)
        {
            Children[slot] = child;
            LeafBits = unchecked((ushort)(isLeaf ? LeafBits | 1 << slot : LeafBits & ~(1 << slot)));
        }

        internal Branch EditableBy(Owner? owner)
        {
            if (owner is not null && ReferenceEquals(owner, Owner))
                return this;
            return new Branch { Children = Children, Count = Count, LeafBits = LeafBits, Owner = owner };
        }
    }

    /// <summary>
    /// Multiplying by an odd constant near 2^32 / golden ratio (Knuth, TAOCP 6.4) carries every bit of a weak hash
    /// upward, and the trie reads a hash from the top.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint HashOf(TKey key) => unchecked((uint)key.GetHashCode() * 0x9E3779B1u);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool SameKey(TKey left, TKey right)
    {
        if (typeof(TKey).IsValueType)
            return EqualityComparer<TKey>.Default.Equals(left, right);
        if (ReferenceEquals(left, right))
            return true;
        // Text is the usual key, and asking the comparer from shared generic code costs more than comparing.
        return left is string text
            ? string.Equals(text, right as string)
            : EqualityComparer<TKey>.Default.Equals(left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool SameValue(TValue left, TValue right)
    {
        if (typeof(TValue).IsValueType)
            return EqualityComparer<TValue>.Default.Equals(left, right);
        return ReferenceEquals(left, right) || EqualityComparer<TValue>.Default.Equals(left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int SlotOf(uint hash, int level) =>
        unchecked((int)(hash >> (32 - BitsPerLevel - level * BitsPerLevel)) & (Width - 1));

    // The invariants above, not the type system, say which of the two a child is; a checked cast to a generic
    // type costs a run-time lookup at every level.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Entry[] AsLeaf(object node) => Unsafe.As<Entry[]>(node);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Branch AsBranch(object node) => Unsafe.As<Branch>(node);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLeaf(int count, int level) => count <= LeafMax || level == LevelMax;

    /// <summary>The entry of a key, or a null reference.</summary>
    internal static ref Entry FindEntry(object root, int count, TKey key)
    {
        unchecked
        {
            var hash = HashOf(key);
            var bits = hash;
            if (count > LeafMax)
            {
                int slot;
                do
                {
                    slot = (int)(bits >> (32 - BitsPerLevel));
                    bits <<= BitsPerLevel;
                    var branch = AsBranch(root);
                    root = branch.Children[slot];
                    slot = branch.LeafBits >> slot & 1;
                }
                while (slot == 0);
            }
            var leaf = AsLeaf(root);
            var index = IndexIn(leaf, bits, hash, key);
            return ref index < 0
                ? ref Unsafe.NullRef<Entry>()
                : ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(leaf), index);
        }
    }

    /// <summary>
    /// The index of a key in a leaf, else the complement of the index where it would go. Hashes are spread evenly,
    /// so the search starts where the key should be (interpolation) and takes a step or two.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexIn(Entry[] leaf, uint bits, uint hash, TKey key)
    {
        unchecked
        {
            var length = leaf.Length;
            ref var first = ref MemoryMarshal.GetArrayDataReference(leaf);
            var index = (int)((ulong)bits * (uint)length >> 32);
            if (index < length && Unsafe.Add(ref first, index).Hash < hash)
            {
                do
                    index++;
                while (index < length && Unsafe.Add(ref first, index).Hash < hash);
            }
            else
            {
                while (index > 0 && Unsafe.Add(ref first, index - 1).Hash >= hash)
                    index--;
            }
            for (; index < length; index++)
            {
                ref var entry = ref Unsafe.Add(ref first, index);
                if (entry.Hash != hash)
                    break;
                if (SameKey(entry.Key, key))
                    return index;
            }
            return ~index;
        }
    }

    private static int IndexAt(Entry[] leaf, int level, uint hash, TKey key) =>
        IndexIn(leaf, level == LevelMax ? 0 : hash << level * BitsPerLevel, hash, key);

    /// <summary>What an edit may do (only add a new key) and did.</summary>
    private struct Edit
    {
        internal bool OnlyNew;
        internal int Added;
        internal bool Changed;
        internal bool Refused;
    }

    private static object Set(object node, bool isLeaf, int level, in Entry entry, Owner? owner, ref Edit edit)
    {
        if (isLeaf)
            return SetInLeaf(AsLeaf(node), level, entry, ref edit);
        var branch = AsBranch(node);
        var slot = SlotOf(entry.Hash, level);
        var childIsLeaf = branch.HoldsLeafAt(slot);
        var child = branch.Children[slot];
        var next = Set(child, childIsLeaf, level + 1, entry, owner, ref edit);
        if (ReferenceEquals(child, next))
        {
            // A builder changed the child in place, and so owns this branch too; or nothing changed.
            if (edit.Added != 0)
                branch.Count += edit.Added;
            return branch;
        }
        branch = branch.EditableBy(owner);
        branch.Put(slot, next, childIsLeaf && next is Entry[]);
        branch.Count += edit.Added;
        return branch;
    }

    private static object SetInLeaf(Entry[] leaf, int level, in Entry entry, ref Edit edit)
    {
        var index = IndexAt(leaf, level, entry.Hash, entry.Key);
        if (index >= 0)
        {
            edit.Refused = edit.OnlyNew;
            if (edit.OnlyNew || SameValue(leaf[index].Value, entry.Value))
                return leaf;
            edit.Changed = true;
            var replaced = Copy(leaf);
            replaced[index].Value = entry.Value;
            return replaced;
        }
        edit.Changed = true;
        edit.Added = 1;
        index = ~index;
        var grown = new Entry[leaf.Length + 1];
        leaf.AsSpan(0, index).CopyTo(grown);
        grown[index] = entry;
        leaf.AsSpan(index).CopyTo(grown.AsSpan(index + 1));
        return IsLeaf(grown.Length, level) ? grown : Split(grown, level);
    }

    private static Entry[] Copy(Entry[] leaf)
    {
        var copy = GC.AllocateUninitializedArray<Entry>(leaf.Length);
        leaf.AsSpan().CopyTo(copy);
        return copy;
    }

    /// <summary>The canonical subtree of entries in the order of their hashes.</summary>
    private static object Grow(ReadOnlySpan<Entry> entries, int level) =>
        entries.IsEmpty ? NoEntries
        : IsLeaf(entries.Length, level) ? entries.ToArray()
        : Split(entries, level);

    private static Branch Split(ReadOnlySpan<Entry> entries, int level)
    {
        var branch = new Branch { Count = entries.Length };
        for (var slot = 0; slot < Width; slot++)
        {
            var part = TakeSlot(ref entries, slot, level);
            branch.Put(slot, Grow(part, level + 1), IsLeaf(part.Length, level + 1));
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

    private static object Remove(object node, bool isLeaf, int level, uint hash, TKey key, Owner? owner)
    {
        if (isLeaf)
            return RemoveFromLeaf(AsLeaf(node), level, hash, key);
        var branch = AsBranch(node);
        var slot = SlotOf(hash, level);
        var childIsLeaf = branch.HoldsLeafAt(slot);
        var child = branch.Children[slot];
        // A builder changes its branches in place, so only the count tells whether the key was there.
        var before = CountOf(child, childIsLeaf);
        var next = Remove(child, childIsLeaf, level + 1, hash, key, owner);
        if (ReferenceEquals(child, next) && CountOf(child, childIsLeaf) == before)
            return branch;
        branch = branch.EditableBy(owner);
        branch.Put(slot, next, next is Entry[]);
        branch.Count--;
        return branch.Count <= LeafMax ? Flatten(branch) : branch;
    }

    private static Entry[] RemoveFromLeaf(Entry[] leaf, int level, uint hash, TKey key)
    {
        var index = IndexAt(leaf, level, hash, key);
        if (index < 0)
            return leaf;
        if (leaf.Length == 1)
            return NoEntries;
        var shrunk = new Entry[leaf.Length - 1];
        leaf.AsSpan(0, index).CopyTo(shrunk);
        leaf.AsSpan(index + 1).CopyTo(shrunk.AsSpan(index));
        return shrunk;
    }

    internal static int CountOf(object node, bool isLeaf) => isLeaf ? AsLeaf(node).Length : AsBranch(node).Count;

    private static Entry[] Flatten(Branch branch)
    {
        if (branch.Count == 0)
            return NoEntries;
        var entries = new Entry[branch.Count];
        _ = FlattenInto(branch, entries);
        return entries;
    }

    private static Span<Entry> FlattenInto(Branch branch, Span<Entry> rest)
    {
        for (var slot = 0; slot < Width; slot++)
        {
            var child = branch.Children[slot];
            if (branch.HoldsLeafAt(slot))
            {
                AsLeaf(child).CopyTo(rest);
                rest = rest[AsLeaf(child).Length..];
            }
            else
            {
                rest = FlattenInto(AsBranch(child), rest);
            }
        }
        return rest;
    }
}
