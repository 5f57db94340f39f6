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
    internal const int Width = MapBranch.Width;
    internal const int LevelMax = 32 / BitsPerLevel;
    internal const int LeafMax = LeafIndex.LengthMax;
    private const int NoLeaf = MapBranch.NoLeaf;

    /// <summary>An entry with its mixed hash, which is kept so that no edit ever reads a key again.</summary>
    internal struct Entry
    {
        internal uint Hash;
        internal TKey Key;
        internal TValue Value;
    }

    /// <summary>
    /// Multiplying by an odd constant near 2^32 / golden ratio (Knuth, TAOCP 6.4) carries every bit of a weak hash
    /// upward, and the trie reads a hash from the top. No two numbers of 32 bits have one hash; those of 64 and 128
    /// are hashed under a secret.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint HashOf(TKey key)
    {
        if (typeof(TKey) == typeof(long) || typeof(TKey) == typeof(ulong))
            return SeededHash.Of(Unsafe.As<TKey, ulong>(ref key), 0);
        if (typeof(TKey) == typeof(Guid))
        {
            ref var words = ref Unsafe.As<TKey, (ulong Left, ulong Right)>(ref key);
            return SeededHash.Of(words.Left, words.Right);
        }
        return key is string text ? TextKey.HashOf(text) : unchecked((uint)key.GetHashCode() * 0x9E3779B1u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool SameKey(TKey left, TKey right)
    {
        if (typeof(TKey).IsValueType)
            return EqualityComparer<TKey>.Default.Equals(left, right);
        if (ReferenceEquals(left, right))
            return true;
        // Text is the usual key, and asking the comparer from shared generic code costs more than comparing.
        return left is string text ? TextKey.Same(text, right as string) : SameObject(left, right);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool SameObject(TKey left, TKey right) => EqualityComparer<TKey>.Default.Equals(left, right);

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
    internal static MapBranch AsBranch(object node) => Unsafe.As<MapBranch>(node);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLeaf(int count, int level) => count <= LeafMax || level == LevelMax;

    /// <summary>What a branch keeps of a leaf at a level.</summary>
    private static LeafIndex IndexOf(ReadOnlySpan<Entry> leaf, int level)
    {
        if (level == LevelMax && !leaf.IsEmpty)
            return LeafIndex.None;
        var (zeros, place) = (0UL, 0);
        foreach (ref readonly var entry in leaf)
            zeros |= LeafIndex.Zero(SlotOf(entry.Hash, level), unchecked(place++));
        return LeafIndex.Of(zeros, leaf.Length);
    }

    /// <summary>Puts a leaf of a length, or a branch, into a branch at a level.</summary>
    private static void Put(MapBranch branch, int slot, object child, int length, int level)
    {
        if (length < 0)
            branch.Put(slot, AsBranch(child));
        else
            branch.Put(slot, AsLeaf(child), IndexOf(AsLeaf(child).AsSpan(0, length), level + 1));
    }

    /// <summary>The entry of a key, or a null reference.</summary>
    /// <remarks>
    /// What is rare is called, not inlined: the fewer instructions a search takes, the more of the next one the
    /// processor does while it waits for memory.
    /// </remarks>
    internal static ref Entry FindEntry(object root, int count, TKey key) =>
        ref FindEntry(root, count, HashOf(key), key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Entry FindEntry(object root, int count, uint hash, TKey key)
    {
        unchecked
        {
            if (count <= LeafMax)
                return ref FindAlone(AsLeaf(root), count, hash, key);
            var bits = hash;
            MapBranch branch;
            int slot;
            do
            {
                slot = (int)(bits >> (32 - BitsPerLevel));
                bits <<= BitsPerLevel;
                branch = AsBranch(root);
                root = branch.Children[slot];
            }
            while (!branch.HoldsLeafAt(slot));
            var leaf = AsLeaf(root);
            var places = branch.IndexAt(slot);
            var length = places.Length;
            if (length <= Nearby)
                return ref FindFrom(leaf, branch.LengthAt(slot), 0, hash, key);
            var index = Math.Min(places.StartOf((int)(bits >> (32 - BitsPerLevel))), length - Nearby - 1);
            ref var near = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(leaf), index);
            var before = Before(ref near, 0, hash) + Before(ref near, 1, hash);
            ref var entry = ref Unsafe.Add(ref near, before);
            return ref entry.Hash == hash && SameKey(entry.Key, key)
                ? ref entry
                : ref FindFrom(leaf, length, index, hash, key);
        }
    }

    private const int Nearby = 2;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref Entry FindAlone(Entry[] leaf, int length, uint hash, TKey key)
    {
        var index = IndexIn(leaf, length, hash, hash, key);
        return ref index < 0 ? ref Unsafe.NullRef<Entry>() : ref leaf[index];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref Entry FindFrom(Entry[] leaf, int length, int start, uint hash, TKey key)
    {
        var index = IndexFrom(leaf, length, start, hash, key);
        return ref index < 0 ? ref Unsafe.NullRef<Entry>() : ref leaf[index];
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

    /// <summary>One for an entry that comes before a hash, else zero.</summary>
    /// <remarks>
    /// Neighbours are counted so, not tried in turn: a branch would be mispredicted often, and then hold up what the
    /// processor reads ahead.
    /// </remarks>
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
