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

    [InlineArray(Width)]
    internal struct Lengths
    {
        private byte _first;
    }

    /// <summary>Whoever made a branch and has not yet published it may change it in place.</summary>
    internal sealed class Owner;

    internal sealed class Branch
    {
        private const byte IsBranch = byte.MaxValue;
        private const byte IsLong = byte.MaxValue - 1;

        /// <summary>Leaves (Entry[]) and branches; the shared empty leaf where there is nothing.</summary>
        internal Slots Children;
        internal Owner? Owner;
        internal int Count;

        // The lengths of leaves stand here too, so that a search goes straight to the entry it expects. In a builder
        // a leaf may be longer than its entries; only leaves that the builder made are.
        private Lengths _lengths;

        /// <summary>How many entries the leaf in a slot has; negative if it holds a branch.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal int LengthAt(int slot)
        {
            var length = _lengths[slot];
            return length < IsLong ? length
                : length == IsBranch ? NoLeaf
                : AsLeaf(Children[slot]).Length;
        }

        internal bool HoldsLeafAt(int slot) => _lengths[slot] != IsBranch;

        /// <summary>Whether there is a slot of a number, and it holds a leaf that is not empty.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal bool HoldsEntriesAt(int slot) =>
            slot < Width && _lengths[slot] is not 0 and not IsBranch;

        internal void Put(int slot, object child, int length)
        {
            Children[slot] = child;
            _lengths[slot] = length < 0 ? IsBranch : length < IsLong ? (byte)length : IsLong;
        }

        internal Branch EditableBy(Owner? owner)
        {
            if (owner is not null && ReferenceEquals(owner, Owner))
                return this;
            var copy = new Branch { Count = Count, _lengths = _lengths, Owner = owner };
            // As spans they are copied in one go, not slot by slot.
            ((ReadOnlySpan<object>)Children).CopyTo(copy.Children);
            return copy;
        }
    }

    /// <summary>Stands for the length of a leaf where there is a branch.</summary>
    private const int NoLeaf = -1;

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
            var length = count;
            if (count > LeafMax)
            {
                do
                {
                    var slot = (int)(bits >> (32 - BitsPerLevel));
                    bits <<= BitsPerLevel;
                    var branch = AsBranch(root);
                    root = branch.Children[slot];
                    length = branch.LengthAt(slot);
                }
                while (length < 0);
            }
            var leaf = AsLeaf(root);
            var index = IndexIn(leaf, length, bits, hash, key);
            return ref index < 0
                ? ref Unsafe.NullRef<Entry>()
                : ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(leaf), index);
        }
    }

    /// <summary>
    /// The index of a key in a leaf, else the complement of the index where it would go. Hashes are spread evenly,
    /// so the search starts where the key should be (interpolation).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexIn(Entry[] leaf, int length, uint bits, uint hash, TKey key)
    {
        unchecked
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(leaf);
            var index = (int)((ulong)bits * (uint)length >> 32);
            if (length > Window)
            {
                // How many of the neighbours come before it is counted without a branch, which would be mispredicted
                // half of the time, and then hold up what the processor reads ahead.
                index = Math.Min(Math.Max(index - Window / 2, 0), length - Window - 1);
                ref var near = ref Unsafe.Add(ref first, index);
                index += Before(ref near, 0, hash) + Before(ref near, 1, hash) + Before(ref near, 2, hash)
                    + Before(ref near, 3, hash) + Before(ref near, 4, hash) + Before(ref near, 5, hash);
            }
            ref var entry = ref Unsafe.Add(ref first, index);
            return index < length && entry.Hash == hash && SameKey(entry.Key, key)
                ? index
                : IndexFrom(leaf, length, index, hash, key);
        }
    }

    private const int Window = 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Before(ref Entry near, int index, uint hash) =>
        Unsafe.Add(ref near, index).Hash < hash ? 1 : 0;

    private static int IndexFrom(Entry[] leaf, int length, int index, uint hash, TKey key)
    {
        ReadOnlySpan<Entry> entries = leaf.AsSpan(0, length);
        while (index < length && entries[index].Hash < hash)
            index++;
        while (index > 0 && entries[index - 1].Hash >= hash)
            index--;
        for (; index < length && entries[index].Hash == hash; index++)
        {
            if (SameKey(entries[index].Key, key))
                return index;
        }
        return ~index;
    }

    private static int IndexAt(Entry[] leaf, int length, int level, uint hash, TKey key) =>
        IndexIn(leaf, length, level == LevelMax ? 0 : hash << level * BitsPerLevel, hash, key);
}
