using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Timeline.Collections;

// Building from many pairs: the hashes are radix-sorted with the places of their pairs, then every leaf is filled
// once, at its final size. No branch is ever edited and no key is read but to hash it.
public sealed partial class PersistentMap<TKey, TValue>
{
    private const int FewPlaces = 64;
    private const int ManyPlaces = 2048;
    private const int KeysAhead = 16;

    private static ReadOnlySpan<KeyValuePair<TKey, TValue>> Spanned(IEnumerable<KeyValuePair<TKey, TValue>> pairs) =>
        pairs switch
        {
            KeyValuePair<TKey, TValue>[] array => array,
            List<KeyValuePair<TKey, TValue>> list => CollectionsMarshal.AsSpan(list),
            _ => pairs.ToArray(),
        };

    private static PersistentMap<TKey, TValue> FromSpan(ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs)
    {
        if (pairs.IsEmpty)
            return Empty;
        // Two long arrays for each map would make the collector walk the whole heap now and then.
        var places = ArrayPool<ulong>.Shared.Rent(pairs.Length);
        var scratch = ArrayPool<ulong>.Shared.Rent(pairs.Length);
        try
        {
            return FromSpan(pairs, places.AsSpan(0, pairs.Length), scratch.AsSpan(0, pairs.Length));
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(places);
            ArrayPool<ulong>.Shared.Return(scratch);
        }
    }

    private static PersistentMap<TKey, TValue> FromSpan(
        ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs, Span<ulong> places, Span<ulong> scratch)
    {
        for (var i = 0; i < pairs.Length; i++)
        {
            // Keys that were not made in this order are anywhere: of 1,000,000 each takes 100 ns so, and 140 unasked.
            if (!typeof(TKey).IsValueType)
                Prefetch.Of(pairs[Math.Min(i + KeysAhead, pairs.Length - 1)].Key);
            RequireKey(pairs[i].Key);
            places[i] = (ulong)HashOf(pairs[i].Key) << 32 | (uint)i;
        }
        SortByHash(places, scratch, 32);
        var sorted = Last(places, pairs);
        return new PersistentMap<TKey, TValue>(Grow(sorted, pairs, 0), sorted.Length);
    }

    /// <summary>
    /// Orders numbers by their upper half, keeping the order of equal ones: by the highest digit first, so that all
    /// later work on a group stays in the cache.
    /// </summary>
    private static void SortByHash(Span<ulong> places, Span<ulong> scratch, int bitsLeft)
    {
        var bits = Math.Min(bitsLeft, places.Length > ManyPlaces ? 8 : 4);
        Span<int> ends = stackalloc int[1 << bits];
        Scatter(places, scratch, ends, 32 + bitsLeft - bits);
        var start = 0;
        foreach (var end in ends)
        {
            var group = scratch[start..end];
            var target = places[start..end];
            if (group.Length <= FewPlaces)
            {
                PutInOrder(group, target);
            }
            else
            {
                if (bitsLeft > bits)
                    SortByHash(group, target, bitsLeft - bits);
                group.CopyTo(target);
            }
            start = end;
        }
    }

    /// <summary>Puts each number into the group of its digit, and tells where the groups end.</summary>
    private static void Scatter(ReadOnlySpan<ulong> places, Span<ulong> groups, Span<int> ends, int shift)
    {
        var mask = ends.Length - 1;
        ends.Clear();
        foreach (var place in places)
            ends[DigitOf(place, shift) & mask]++;
        var sum = 0;
        foreach (ref var end in ends)
            (end, sum) = (sum, sum + end);
        foreach (var place in places)
            groups[ends[DigitOf(place, shift) & mask]++] = place;
    }

    private static int DigitOf(ulong place, int shift) => unchecked((int)(place >> shift));

    /// <summary>Orders a few numbers, no two of them equal: each stands behind as many as are smaller.</summary>
    /// <remarks>Comparing each with all, four at a time, takes less than the branches that sorting
    /// mispredicts.</remarks>
    private static void PutInOrder(ReadOnlySpan<ulong> places, Span<ulong> target)
    {
        unchecked
        {
            var last = places.Length - Vector256<ulong>.Count;
            if (last < 0)
            {
                foreach (var place in places)
                    target[Smaller(places, place)] = place;
                return;
            }
            for (var at = 0; at < places.Length; at += Vector256<ulong>.Count)
            {
                // The last ones overlap those before where their number is no multiple.
                var four = Vector256.Create(places[Math.Min(at, last)..]);
                var smaller = Vector256<ulong>.Zero;
                foreach (var place in places)
                    smaller -= Vector256.LessThan(Vector256.Create(place), four);
                for (var i = 0; i < Vector256<ulong>.Count; i++)
                    target[(int)smaller[i]] = four[i];
            }
        }
    }

    private static int Smaller(ReadOnlySpan<ulong> places, ulong place)
    {
        var count = 0;
        foreach (var other in places)
            count += other < place ? 1 : 0;
        return count;
    }

    /// <summary>Drops every place whose key comes again later.</summary>
    private static ReadOnlySpan<ulong> Last(Span<ulong> sorted, ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs)
    {
        var kept = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end] >> 32 == sorted[start] >> 32)
                end++;
            for (var i = start; i < end; i++)
            {
                if (i + 1 == end || !ComesAgain(sorted[i..end], pairs))
                    sorted[kept++] = sorted[i];
            }
        }
        return sorted[..kept];
    }

    private static bool ComesAgain(ReadOnlySpan<ulong> run, ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs)
    {
        var key = pairs[PlaceOf(run[0])].Key;
        foreach (var later in run[1..])
        {
            if (SameKey(key, pairs[PlaceOf(later)].Key))
                return true;
        }
        return false;
    }

    private static int PlaceOf(ulong place) => unchecked((int)(uint)place);

    private static object Grow(ReadOnlySpan<ulong> sorted, ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs, int level)
    {
        if (sorted.IsEmpty)
            return NoEntries;
        if (IsLeaf(sorted.Length, level))
            return Leaf(sorted, pairs);
        Span<int> ends = stackalloc int[Width];
        var (start, withLeaves) = (0, false);
        for (var slot = 0; slot < Width; slot++)
        {
            ends[slot] = EndOfSlot(sorted, start, slot, level);
            withLeaves |= IsLeaf(ends[slot] - start, level + 1);
            start = ends[slot];
        }
        var branch = MapBranch.New(sorted.Length, withLeaves);
        start = 0;
        for (var slot = 0; slot < Width; slot++)
        {
            var part = sorted[start..ends[slot]];
            if (slot + 1 < Width)
                FetchLeaf(sorted[ends[slot]..ends[slot + 1]], pairs);
            var child = Grow(part, pairs, level + 1);
            Put(branch, slot, child, IsLeaf(part.Length, level + 1) ? part.Length : NoLeaf, level);
            start = ends[slot];
        }
        return branch;
    }

    private static int EndOfSlot(ReadOnlySpan<ulong> sorted, int start, int slot, int level)
    {
        var (low, high) = (start, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (SlotOf((uint)(sorted[middle] >> 32), level) <= slot)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Asks for the pairs of a leaf, which may be anywhere, while another leaf is still filled.</summary>
    private static void FetchLeaf(ReadOnlySpan<ulong> sorted, ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs)
    {
        if (sorted.Length > LeafMax)
            return;
        foreach (var place in sorted)
            Prefetch.At(in pairs[PlaceOf(place)]);
    }

    private static Entry[] Leaf(ReadOnlySpan<ulong> sorted, ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs)
    {
        var leaf = new Entry[sorted.Length];
        for (var i = 0; i < leaf.Length; i++)
        {
            ref readonly var pair = ref pairs[PlaceOf(sorted[i])];
            leaf[i] = new Entry { Hash = (uint)(sorted[i] >> 32), Key = pair.Key, Value = pair.Value };
        }
        return leaf;
    }
}
