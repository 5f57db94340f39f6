using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Timeline.Collections;

// Building from many pairs: the hashes, each with the place of its pair, are parted by their highest bits as the trie
// parts them, until a part is a leaf; it is ordered and filled once, at its final size. No branch is ever edited and no
// key is read but to hash it.
public sealed partial class PersistentMap<TKey, TValue>
{
    private const int ManyPlaces = 2048;
    private const int KeysAhead = 16;

    // So many words of the stack are no harm.
    private const int StackPlaces = 128;

    private static ReadOnlySpan<KeyValuePair<TKey, TValue>> Spanned(IEnumerable<KeyValuePair<TKey, TValue>> pairs) =>
        pairs switch
        {
            KeyValuePair<TKey, TValue>[] array => array,
            List<KeyValuePair<TKey, TValue>> list => CollectionsMarshal.AsSpan(list),
            _ => pairs.ToArray(),
        };

    private static PersistentMap<TKey, TValue> FromSpan(ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs) =>
        pairs.IsEmpty ? Empty
        : pairs.Length <= StackPlaces ? FromFew(pairs)
        : FromMany(pairs);

    [SkipLocalsInit]
    private static PersistentMap<TKey, TValue> FromFew(ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs)
    {
        Span<ulong> places = stackalloc ulong[2 * StackPlaces];
        return FromSpan(pairs, places[..pairs.Length], places.Slice(StackPlaces, pairs.Length));
    }

    private static PersistentMap<TKey, TValue> FromMany(ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs)
    {
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
        Span<int> ends = stackalloc int[GroupsOf(pairs.Length, 0)];
        var shift = ShiftOf(ends.Length, 0);
        ends.Clear();
        unchecked
        {
            for (var i = 0; i < pairs.Length; i++)
            {
                // Keys that were not made in this order are anywhere: of 1,000,000 each takes 100 ns so, and 140
                // unasked.
                if (!typeof(TKey).IsValueType)
                    Prefetch.Of(pairs[Math.Min(i + KeysAhead, pairs.Length - 1)].Key);
                RequireKey(pairs[i].Key);
                var place = (ulong)HashOf(pairs[i].Key) << 32 | (uint)i;
                places[i] = place;
                ends[DigitOf(place, shift) & (ends.Length - 1)]++;
            }
        }
        var growth = new Growth(pairs);
        var grown = IsLeaf(places.Length, 0)
            ? growth.Leaf(places, scratch, 0)
            : growth.Branch(places, scratch, ends, 0);
        return new PersistentMap<TKey, TValue>(grown.Node, grown.Count);
    }

    /// <summary>A subtree that was made, the index of a leaf, and how many entries it has.</summary>
    private readonly record struct Grown(object Node, LeafIndex Index, int Count);

    /// <summary>Makes subtrees of the hashes of pairs, each with the place of its pair.</summary>
    private readonly ref struct Growth(ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs)
    {
        private readonly ReadOnlySpan<KeyValuePair<TKey, TValue>> _pairs = pairs;

        /// <summary>The subtree of a level; both spans are as long, and are written.</summary>
        private Grown Node(Span<ulong> places, Span<ulong> scratch, int level)
        {
            if (IsLeaf(places.Length, level))
                return Leaf(places, scratch, level);
            Span<int> ends = stackalloc int[GroupsOf(places.Length, level)];
            ends.Clear();
            var shift = ShiftOf(ends.Length, level);
            unchecked
            {
                foreach (var place in places)
                    ends[DigitOf(place, shift) & (ends.Length - 1)]++;
            }
            return Branch(places, scratch, ends, level);
        }

        /// <summary>The branch over places of which it is known how many fall into each group.</summary>
        internal Grown Branch(Span<ulong> places, Span<ulong> scratch, Span<int> counts, int level)
        {
            Part(places, scratch, counts, ShiftOf(counts.Length, level));
            return Branch(scratch, places, counts, 0, level);
        }

        /// <summary>The subtree of groups that end where it is said, of one level or of two.</summary>
        private Grown Branch(Span<ulong> groups, Span<ulong> scratch, ReadOnlySpan<int> ends, int start, int level)
        {
            unchecked
            {
                var each = ends.Length / Width;
                var branch = default(MapBranch);
                var count = 0;
                for (var slot = 0; slot < Width; slot++)
                {
                    var end = ends[slot * each + each - 1];
                    if (slot + 1 < Width)
                        FetchLeaf(groups[end..ends[(slot + 1) * each + each - 1]]);
                    var child = each == 1 || IsLeaf(end - start, level + 1)
                        ? Node(groups[start..end], scratch[start..end], level + 1)
                        : Branch(groups, scratch, ends.Slice(slot * each, each), start, level + 1);
                    branch = With(branch, slot, child, level);
                    count += child.Count;
                    start = end;
                }
                branch!.Count = count;
                // Only where keys come again are there fewer than there were places.
                return IsLeaf(count, level) ? Flat(branch, level) : new Grown(branch, LeafIndex.None, count);
            }
        }

        private static MapBranch With(MapBranch? branch, int slot, in Grown child, int level)
        {
            if (!IsLeaf(child.Count, level + 1))
            {
                branch ??= MapBranch.New(0, withLeaves: false);
                branch.Put(slot, AsBranch(child.Node));
                return branch;
            }
            branch = branch is null ? MapBranch.New(0, withLeaves: true) : branch.WithRoomForLeaves();
            branch.Put(slot, AsLeaf(child.Node), child.Index);
            return branch;
        }

        private static Grown Flat(MapBranch branch, int level)
        {
            var leaf = Flatten(branch);
            return new Grown(leaf, IndexOf(leaf, level), leaf.Length);
        }

        /// <summary>Asks for the pairs of a leaf, which may be anywhere, while another leaf is still filled.</summary>
        private void FetchLeaf(ReadOnlySpan<ulong> places)
        {
            if (places.Length > LeafMax)
                return;
            foreach (var place in places)
                Prefetch.At(in _pairs[PlaceOf(place)]);
        }

        internal Grown Leaf(Span<ulong> places, Span<ulong> scratch, int level)
        {
            unchecked
            {
                if (places.IsEmpty)
                    return new Grown(NoEntries, LeafIndex.Empty, 0);
                PutInOrder(places, scratch);
                var kept = Last(scratch);
                var leaf = new Entry[kept.Length];
                var zeros = 0UL;
                for (var i = 0; i < leaf.Length; i++)
                {
                    var place = kept[i];
                    ref readonly var pair = ref _pairs[PlaceOf(place)];
                    ref var entry = ref leaf[i];
                    entry.Hash = (uint)(place >> 32);
                    entry.Key = pair.Key;
                    entry.Value = pair.Value;
                    zeros |= LeafIndex.Zero(SlotOf(entry.Hash, level), i);
                }
                var index = level == LevelMax ? LeafIndex.None : LeafIndex.Of(zeros, leaf.Length);
                return new Grown(leaf, index, leaf.Length);
            }
        }

        /// <summary>Drops every place whose key comes again later.</summary>
        private Span<ulong> Last(Span<ulong> sorted)
        {
            unchecked
            {
                var twins = 0;
                for (var i = 1; i < sorted.Length; i++)
                    twins |= sorted[i] >> 32 == sorted[i - 1] >> 32 ? 1 : 0;
                return twins == 0 ? sorted : sorted[..KeepLast(sorted)];
            }
        }

        private int KeepLast(Span<ulong> sorted)
        {
            var kept = 0;
            for (int start = 0, end; start < sorted.Length; start = end)
            {
                end = start + 1;
                while (end < sorted.Length && sorted[end] >> 32 == sorted[start] >> 32)
                    end++;
                for (var i = start; i < end; i++)
                {
                    if (i + 1 == end || !ComesAgain(sorted[i..end]))
                        sorted[kept++] = sorted[i];
                }
            }
            return kept;
        }

        private bool ComesAgain(ReadOnlySpan<ulong> run)
        {
            var key = _pairs[PlaceOf(run[0])].Key;
            foreach (var later in run[1..])
            {
                if (SameKey(key, _pairs[PlaceOf(later)].Key))
                    return true;
            }
            return false;
        }
    }

    /// <summary>
    /// Into how many groups so many places are parted at once: the fewer passes over much, the better.
    /// </summary>
    private static int GroupsOf(int places, int level) =>
        places > ManyPlaces && level + 1 < LevelMax ? Width * Width : Width;

    private static int ShiftOf(int groups, int level) =>
        64 - BitsPerLevel * (groups == Width ? level + 1 : level + 2);

    /// <summary>Puts each number into the group of its digit, and tells where the groups end.</summary>
    private static void Part(ReadOnlySpan<ulong> places, Span<ulong> groups, Span<int> counts, int shift)
    {
        unchecked
        {
            var sum = 0;
            foreach (ref var count in counts)
                (count, sum) = (sum, sum + count);
            foreach (var place in places)
                groups[counts[DigitOf(place, shift) & (counts.Length - 1)]++] = place;
        }
    }

    private static int DigitOf(ulong place, int shift) => unchecked((int)(place >> shift));

    /// <summary>Orders numbers, no two of them equal: each stands behind as many as are smaller.</summary>
    /// <remarks>Comparing each of a few with all, four at a time, takes less than the branches that sorting
    /// mispredicts.</remarks>
    private static void PutInOrder(ReadOnlySpan<ulong> places, Span<ulong> target)
    {
        unchecked
        {
            var last = places.Length - Vector256<ulong>.Count;
            if (places.Length > LeafMax)
            {
                places.CopyTo(target);
                target.Sort();
                return;
            }
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

    private static int PlaceOf(ulong place) => unchecked((int)(uint)place);
}
