using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Timeline.Collections;

/// <summary>
/// Where in a leaf the entries of each next slot begin, in one word that stands in the branch above: a search goes
/// straight to the entry, and reads nothing else of the leaf.
/// </summary>
/// <remarks>
/// For each slot a one followed by a zero for each of its entries, then a one for the end: the n-th one, less n, is the
/// number of entries before slot n (Elias 1974; "select" on a bit vector, Jacobson 1989).
/// </remarks>
internal readonly record struct LeafIndex
{
    internal const int Slots = MapBranch.Width;

    /// <summary>The longest leaf whose index is one word.</summary>
    internal const int LengthMax = 64 - Slots - 1;

    private readonly ulong _bits;

    private LeafIndex(ulong bits) => _bits = bits;

    /// <summary>Of what is no leaf, or a leaf of entries that no bits of their hashes tell apart.</summary>
    internal static LeafIndex None => default;

    /// <summary>Of the empty leaf.</summary>
    internal static LeafIndex Empty => Of(0, 0);

    internal bool IsNone => _bits == 0;

    /// <summary>How many entries there are; negative for none.</summary>
    internal int Length => unchecked(LengthMax - BitOperations.LeadingZeroCount(_bits));

    /// <summary>Of so many entries, whose zeros are the ones of a word.</summary>
    /// <param name="zeros">The sum of <see cref="Zero"/> over the entries.</param>
    /// <param name="length">How many entries.</param>
    internal static LeafIndex Of(ulong zeros, int length) =>
        unchecked(new(~zeros & (ulong.MaxValue >> (LengthMax - length))));

    /// <summary>The bit of an entry in a place among all, which belongs to a slot.</summary>
    internal static ulong Zero(int slot, int place) => unchecked(1UL << (slot + 1 + place));

    /// <summary>The index with one more entry, at a place among those of its slot.</summary>
    internal LeafIndex Insert(int slot, int place)
    {
        var before = Before(slot, place);
        return new((_bits & before) | (_bits & ~before) << 1);
    }

    /// <summary>The index without the entry of a slot at a place.</summary>
    internal LeafIndex Remove(int slot, int place)
    {
        var before = Before(slot, place);
        return new((_bits & before) | (_bits >> 1 & ~before));
    }

    // Of the bits that stand before that of an entry: the ones of its slot and of those before, and the entries before.
    private static ulong Before(int slot, int place) => unchecked(Zero(slot, place) - 1);

    /// <summary>How many entries stand before those of a slot.</summary>
    internal int StartOf(int slot) => unchecked(BitOperations.TrailingZeroCount(One(slot)) - slot);

    private ulong One(int n) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitDeposit(1UL << n, _bits) : OneOf(_bits, n);

    /// <summary>
    /// The n-th one of a word, with zeros where it had the ones before; for processors that have no such step.
    /// </summary>
    internal static ulong OneOf(ulong bits, int n)
    {
        for (; n > 0; n--)
            bits &= unchecked(bits - 1);
        return bits;
    }
}
