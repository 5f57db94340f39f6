using System.Runtime.InteropServices;

namespace Timeline.Collections;

// Building from many pairs: the hashes are radix-sorted with the places of their pairs, then every leaf is filled
// once, at its final size. No branch is ever edited and no key is read but to hash it.
public sealed partial class PersistentMap<TKey, TValue>
{
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
        var places = new ulong[pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            RequireKey(pairs[i].Key);
            places[i] = (ulong)HashOf(pairs[i].Key) << 32 | (uint)i;
        }
        var sorted = Last(SortByHash(places), pairs);
        return new PersistentMap<TKey, TValue>(Grow(sorted, pairs, 0), sorted.Length);
    }

    /// <summary>Orders by the upper half, keeping the order of equal ones (least significant digit first).</summary>
    private static ulong[] SortByHash(ulong[] places)
    {
        const int Digit = 11;
        if (places.Length < 1 << Digit)
        {
            // The lower half is the place, so the whole number orders the same way.
            Array.Sort(places);
            return places;
        }
        var other = new ulong[places.Length];
        Span<int> starts = stackalloc int[1 << Digit];
        for (var shift = 32; shift < 64; shift += Digit)
        {
            starts.Clear();
            foreach (var place in places)
                starts[(int)(place >> shift & ((1 << Digit) - 1))]++;
            var sum = 0;
            foreach (ref var start in starts)
                (start, sum) = (sum, sum + start);
            foreach (var place in places)
                other[starts[(int)(place >> shift & ((1 << Digit) - 1))]++] = place;
            (places, other) = (other, places);
        }
        return places;
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
        var branch = new Branch { Count = sorted.Length };
        var start = 0;
        for (var slot = 0; slot < Width; slot++)
        {
            var end = start;
            while (end < sorted.Length && SlotOf((uint)(sorted[end] >> 32), level) == slot)
                end++;
            var length = end - start;
            branch.Put(
                slot, Grow(sorted[start..end], pairs, level + 1), IsLeaf(length, level + 1) ? length : NoLeaf);
            start = end;
        }
        return branch;
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
