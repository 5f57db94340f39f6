using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Timeline.Collections;

/// <summary>
/// A branch of the tree behind a <see cref="PersistentList{T}"/>; never changed once it stands in a list. It has
/// MinWidth to Width children, a root two at least.
/// </summary>
/// <remarks>Of no element type, so that one compiled form serves all lists and asks no run-time type.</remarks>
internal sealed class ListBranch
{
    internal const int Width = 16;
    internal const int MinWidth = Width / 2;

    /// <summary>Branches of the next lower height, or leaves (arrays of elements) if the height is 1.</summary>
    internal Slots Children;

    /// <summary>For each child the number of elements up to its end; the largest int where there is no child.</summary>
    internal Ends Ends;
    internal int ChildrenCount;
    internal int Height;

    internal int Count => Ends[ChildrenCount - 1];

    internal bool IsSmall => ChildrenCount < MinWidth;

    internal static int CountOf(object node, int height) =>
        height == 0 ? Unsafe.As<Array>(node).Length : Unsafe.As<ListBranch>(node).Count;

    internal static ListBranch Of(ReadOnlySpan<object> children, int height)
    {
        var family = default(Family);
        foreach (var child in children)
            family.Add(child, CountOf(child, height - 1));
        return family.ToBranch(0, family.Length, height);
    }

    /// <summary>
    /// Joins two branches of one height: as they are if both are wide enough, else as one or evenly shared.
    /// </summary>
    internal static NodePair Join(ListBranch left, ListBranch right)
    {
        var count = left.ChildrenCount + right.ChildrenCount;
        if (count > Width && !left.IsSmall && !right.IsSmall)
            return new NodePair(left, right);
        var family = default(Family);
        family.AddFrom(left, 0, left.ChildrenCount);
        family.AddFrom(right, 0, right.ChildrenCount);
        return family.ToBranches(left.Height);
    }

    internal int StartOf(int slot) => slot == 0 ? 0 : Ends[slot - 1];

    internal int CountOf(int slot) => Ends[slot] - StartOf(slot);

    /// <summary>The child that holds the element at an index: as many as have their end at or before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int SlotOf(int index)
    {
        unchecked
        {
            var (low, high) = Ends.Halves;
            var wanted = Vector256.Create(index);
            return System.Numerics.BitOperations.PopCount(
                Vector256.LessThanOrEqual(low, wanted).ExtractMostSignificantBits() << (Width / 2)
                | Vector256.LessThanOrEqual(high, wanted).ExtractMostSignificantBits());
        }
    }

    /// <summary>
    /// This branch with another child in a slot, which holds so many elements more than the one before.
    /// </summary>
    internal ListBranch With(int slot, object child, int grown)
    {
        var copy = new ListBranch { ChildrenCount = ChildrenCount, Height = Height };
        // As spans they are copied in one go, not slot by slot.
        ((ReadOnlySpan<object?>)Children).CopyTo(copy.Children);
        copy.Children[slot] = child;
        copy.Ends = grown == 0 ? Ends : Ends.Moved(slot, grown);
        return copy;
    }

    /// <summary>One or two branches in which some neighbouring children are exchanged for others.</summary>
    internal NodePair Exchange(int start, int length, ReadOnlySpan<object> by)
    {
        var family = default(Family);
        family.AddFrom(this, 0, start);
        foreach (var child in by)
            family.Add(child, CountOf(child, Height - 1));
        family.AddFrom(this, start + length, ChildrenCount);
        return family.ToBranches(Height);
    }

    /// <summary>A branch of some of the children, two at least.</summary>
    internal ListBranch Some(int start, int end)
    {
        var family = default(Family);
        family.AddFrom(this, start, end);
        return family.ToBranch(0, end - start, Height);
    }

    /// <summary>Children with their counts, which are not asked of the children: each would be a cache miss.</summary>
    private ref struct Family
    {
        private Slots2 _children;
        private Counts2 _counts;

        internal int Length { get; private set; }

        internal void Add(object child, int count)
        {
            _children[Length] = child;
            _counts[Length] = count;
            Length++;
        }

        internal void AddFrom(ListBranch branch, int start, int end)
        {
            for (var slot = start; slot < end; slot++)
                Add(branch.Children[slot]!, branch.CountOf(slot));
        }

        internal readonly ListBranch ToBranch(int start, int end, int height)
        {
            Debug.Assert(end - start is > 0 and <= Width, "a branch has room");
            var branch = new ListBranch { Height = height, ChildrenCount = end - start };
            var sum = 0;
            for (var slot = 0; slot < Width; slot++)
            {
                if (slot < end - start)
                {
                    branch.Children[slot] = _children[start + slot];
                    sum += _counts[start + slot];
                }
                branch.Ends[slot] = slot < end - start ? sum : int.MaxValue;
            }
            return branch;
        }

        /// <summary>One branch, or two of equal width if they are too many for one.</summary>
        internal readonly NodePair ToBranches(int height) => Length <= Width
            ? new NodePair(ToBranch(0, Length, height), null)
            : new NodePair(ToBranch(0, Length / 2, height), ToBranch(Length / 2, Length, height));
    }

    /// <summary>Room for the children of two branches.</summary>
    [InlineArray(2 * Width)]
    private struct Slots2
    {
        private object? _first;
    }

    [InlineArray(2 * Width)]
    private struct Counts2
    {
        private int _first;
    }
}

/// <summary>The children of a branch.</summary>
[InlineArray(ListBranch.Width)]
internal struct Slots
{
    private object? _first;
}

/// <summary>Where the children of a branch end.</summary>
[InlineArray(ListBranch.Width)]
internal struct Ends
{
    private static readonly Vector256<int> LowSlots = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
    private static readonly Vector256<int> HighSlots = Vector256.Create(8, 9, 10, 11, 12, 13, 14, 15);

    private int _first;

    /// <summary>The sixteen numbers as two vectors.</summary>
    internal readonly (Vector256<int> Low, Vector256<int> High) Halves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ref var first = ref Unsafe.AsRef(in _first);
            return (Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, ListBranch.Width / 2));
        }
    }

    /// <summary>The ends after a child has grown: all from its own on move, but for those of no child.</summary>
    internal readonly Ends Moved(int slot, int grown)
    {
        var (low, high) = Halves;
        var moved = default(Ends);
        Moved(low, LowSlots, slot, grown).StoreUnsafe(ref moved._first);
        Moved(high, HighSlots, slot, grown).StoreUnsafe(ref moved._first, ListBranch.Width / 2);
        return moved;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Moved(Vector256<int> ends, Vector256<int> slots, int slot, int grown)
    {
        var moves = Vector256.GreaterThanOrEqual(slots, Vector256.Create(slot))
            & Vector256.LessThan(ends, Vector256.Create(int.MaxValue));
        return ends + (moves & Vector256.Create(grown));
    }
}

/// <summary>One or two nodes of one height that take the place of a node.</summary>
internal readonly record struct NodePair(object First, object? Second);
