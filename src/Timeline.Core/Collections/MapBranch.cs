using System.Runtime.CompilerServices;

namespace Timeline.Collections;

/// <summary>
/// A branch of a map's trie: leaves and branches by the next bits of the hash, and the shared empty leaf where there is
/// nothing. One that holds leaves is a <see cref="LeafBranch"/>, which is larger: most of those that an edit copies
/// hold none.
/// </summary>
internal class MapBranch
{
    internal const int Width = 16;

    /// <summary>Stands for the length of a leaf where there is a branch.</summary>
    internal const int NoLeaf = -1;

    internal Nodes Children;
    internal Owner? OwnedBy;
    internal int Count;

    // One bit for each slot that holds a leaf.
    private uint _leaves;

    private protected MapBranch()
    {
    }

    [InlineArray(Width)]
    internal struct Nodes
    {
        private object _first;
    }

    /// <summary>Whoever made a branch and has not yet published it may change it in place.</summary>
    internal sealed class Owner;

    private static uint Bit(int slot) => 1u << slot;

    /// <summary>A branch whose slots are still to be put.</summary>
    internal static MapBranch New(int count, bool withLeaves)
    {
        var branch = withLeaves ? new LeafBranch() : new MapBranch();
        branch.Count = count;
        return branch;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HoldsLeafAt(int slot) => (_leaves & Bit(slot)) != 0;

    /// <summary>Whether there is a slot of a number, and it holds a leaf that is not empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HoldsEntriesAt(int slot) => slot < Width && HoldsLeafAt(slot) && IndexAt(slot) != LeafIndex.Empty;

    /// <summary>The index of the leaf in a slot, which must hold one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref LeafIndex IndexAt(int slot) => ref Unsafe.As<LeafBranch>(this).Indexes[slot];

    /// <summary>
    /// How many entries the leaf in a slot has; negative if it holds a branch. In a builder a leaf may be longer than
    /// its entries, unless it has no index.
    /// </summary>
    internal int LengthAt(int slot)
    {
        if (!HoldsLeafAt(slot))
            return NoLeaf;
        var index = IndexAt(slot);
        return index.IsNone ? Unsafe.As<Array>(Children[slot]).Length : index.Length;
    }

    internal void Put(int slot, MapBranch child)
    {
        Children[slot] = child;
        _leaves &= ~Bit(slot);
    }

    internal void Put(int slot, Array leaf, LeafIndex index)
    {
        Children[slot] = leaf;
        _leaves |= Bit(slot);
        IndexAt(slot) = index;
    }

    /// <summary>
    /// This branch with another child of one kind and index in a slot, below which so many entries were added.
    /// </summary>
    internal MapBranch With(int slot, object child, int added, Owner? owner)
    {
        var branch = IsOf(owner) ? this : CopyFor(owner, _leaves != 0);
        branch.Children[slot] = child;
        branch.Count += added;
        return branch;
    }

    /// <summary>This branch if it is the owner's, else a copy that is; a slot is to hold a leaf, or not.</summary>
    internal MapBranch EditableBy(Owner? owner, int slot, bool leaf)
    {
        var withLeaves = leaf || (_leaves & ~Bit(slot)) != 0;
        return IsOf(owner) && (this is LeafBranch || !withLeaves) ? this : CopyFor(owner, withLeaves);
    }

    /// <summary>A copy that nobody else has, and that may be changed until somebody else does.</summary>
    internal MapBranch Copy() => CopyFor(null, this is LeafBranch);

    /// <summary>This branch if it can hold leaves, else a copy that can.</summary>
    internal MapBranch WithRoomForLeaves() => this is LeafBranch ? this : CopyFor(null, true);

    /// <summary>This branch, or a smaller copy if it can hold leaves and holds none.</summary>
    internal MapBranch WithoutRoomToSpare() => this is LeafBranch && _leaves == 0 ? CopyFor(null, false) : this;

    private bool IsOf(Owner? owner) => owner is not null && ReferenceEquals(owner, OwnedBy);

    private MapBranch CopyFor(Owner? owner, bool withLeaves)
    {
        var copy = New(Count, withLeaves);
        copy.OwnedBy = owner;
        copy._leaves = _leaves;
        // As spans they are copied in one go, not slot by slot.
        ((ReadOnlySpan<object>)Children).CopyTo(copy.Children);
        if (withLeaves && this is LeafBranch own)
            Unsafe.As<LeafBranch>(copy).Indexes = own.Indexes;
        return copy;
    }
}
