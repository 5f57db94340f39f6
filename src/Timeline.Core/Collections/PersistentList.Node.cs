using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Timeline.Collections;

// The tree: leaves are arrays of LeafMin to LeafMax elements, all at one depth (those that come from appending have
// TailMax, so that an insertion does not split them at once); a branch of height h has MinWidth to
// Width children of height h - 1 and knows how many elements stand before the end of each. Only the root may have
// fewer children (two at least), and only a root leaf fewer elements.
public sealed partial class PersistentList<T>
{
    internal const int LeafMax = 48;
    internal const int LeafMin = LeafMax / 2;
    internal const int TailMax = 32;
    internal const int Width = 16;
    internal const int MinWidth = Width / 2;

    [InlineArray(Width)]
    internal struct Slots
    {
        private object? _first;
    }

    [InlineArray(Width)]
    internal struct Ends
    {
        private int _first;
    }

    /// <summary>A branch; never changed once it stands in a list.</summary>
    internal sealed class Branch
    {
        /// <summary>Branches of the next lower height, or leaves (T[]) if the height is 1.</summary>
        internal Slots Children;

        /// <summary>For each child the number of elements up to its end; the largest int where there is no child.</summary>
        internal Ends Ends;
        internal int ChildrenCount;
        internal int Height;

        internal int Count => Ends[ChildrenCount - 1];

        internal int StartOf(int slot) => slot == 0 ? 0 : Ends[slot - 1];

        internal int CountOf(int slot) => Ends[slot] - StartOf(slot);

        /// <summary>The child that holds the element at an index: as many as have their end at or before it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal int SlotOf(int index)
        {
            unchecked
            {
                ref var first = ref Unsafe.As<Ends, int>(ref Ends);
                if (Vector256.IsHardwareAccelerated)
                {
                    var wanted = Vector256.Create(index);
                    var low = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref first), wanted);
                    var high = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref first, Width / 2), wanted);
                    return System.Numerics.BitOperations.PopCount(
                        low.ExtractMostSignificantBits() << (Width / 2) | high.ExtractMostSignificantBits());
                }
                var slot = 0;
                while (Unsafe.Add(ref first, slot) <= index)
                    slot++;
                return slot;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T[] AsLeaf(object node) => Unsafe.As<T[]>(node);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Branch AsBranch(object node) => Unsafe.As<Branch>(node);

    internal static int CountOf(object node, int height) => height == 0 ? AsLeaf(node).Length : AsBranch(node).Count;

    /// <summary>The leaf that holds an index, which becomes the index in that leaf.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T[] LeafAt(object node, ref int index)
    {
        var branch = AsBranch(node);
        while (true)
        {
            var slot = branch.SlotOf(index);
            if (slot > 0)
                index -= branch.Ends[slot - 1];
            var child = branch.Children[slot]!;
            if (branch.Height == 1)
                return AsLeaf(child);
            branch = AsBranch(child);
        }
    }

    /// <summary>One or two nodes of one height that take the place of a node.</summary>
    private readonly record struct Pair(object First, object? Second);

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

        internal void AddFrom(Branch branch, int start, int end)
        {
            for (var slot = start; slot < end; slot++)
                Add(branch.Children[slot]!, branch.CountOf(slot));
        }

        internal readonly Branch ToBranch(int start, int end, int height)
        {
            Debug.Assert(end - start is > 0 and <= Width, "a branch has room");
            var branch = new Branch { Height = height, ChildrenCount = end - start };
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
        internal readonly Pair ToBranches(int height) => Length <= Width
            ? new Pair(ToBranch(0, Length, height), null)
            : new Pair(ToBranch(0, Length / 2, height), ToBranch(Length / 2, Length, height));
    }

    private static Branch MakeBranch(ReadOnlySpan<object> children, int height)
    {
        var family = default(Family);
        foreach (var child in children)
            family.Add(child, CountOf(child, height - 1));
        return family.ToBranch(0, family.Length, height);
    }

    /// <summary>A branch in which some neighbouring children are exchanged for others.</summary>
    private static Pair Exchange(Branch branch, int start, int length, ReadOnlySpan<object> by)
    {
        if (length == 1 && by.Length == 1)
            return new Pair(ExchangeOne(branch, start, by[0]), null);
        var family = default(Family);
        family.AddFrom(branch, 0, start);
        foreach (var child in by)
            family.Add(child, CountOf(child, branch.Height - 1));
        family.AddFrom(branch, start + length, branch.ChildrenCount);
        return family.ToBranches(branch.Height);
    }

    private static Branch ExchangeOne(Branch branch, int slot, object child)
    {
        var grown = CountOf(child, branch.Height - 1) - branch.CountOf(slot);
        var copy = new Branch
        {
            Ends = branch.Ends,
            ChildrenCount = branch.ChildrenCount,
            Height = branch.Height,
        };
        // As spans they are copied in one go, not slot by slot.
        ((ReadOnlySpan<object?>)branch.Children).CopyTo(copy.Children);
        copy.Children[slot] = child;
        for (; grown != 0 && slot < copy.ChildrenCount; slot++)
            copy.Ends[slot] += grown;
        return copy;
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

    private static object SetAt(object node, int height, int index, T value)
    {
        if (height == 0)
        {
            var leaf = AsLeaf(node);
            if (SameElement(leaf[index], value))
                return leaf;
            var copy = leaf.AsSpan().ToArray();
            copy[index] = value;
            return copy;
        }
        var branch = AsBranch(node);
        var slot = branch.SlotOf(index);
        var child = branch.Children[slot]!;
        var next = SetAt(child, height - 1, index - branch.StartOf(slot), value);
        return ReferenceEquals(child, next) ? node : ExchangeOne(branch, slot, next);
    }

    private static Pair InsertAt(object node, int height, int index, T value)
    {
        if (height == 0)
            return InsertInLeaf(AsLeaf(node), index, value);
        var branch = AsBranch(node);
        // An index at the end of the tree goes into its last child.
        var slot = index == branch.Count ? branch.ChildrenCount - 1 : branch.SlotOf(index);
        var (first, second) = InsertAt(branch.Children[slot]!, height - 1, index - branch.StartOf(slot), value);
        return second is null
            ? new Pair(ExchangeOne(branch, slot, first), null)
            : Exchange(branch, slot, 1, [first, second]);
    }

    private static Pair InsertInLeaf(T[] leaf, int index, T value)
    {
        if (leaf.Length < LeafMax)
            return new Pair(Inserted(leaf, index, value), null);
        var half = LeafMax / 2;
        return index <= half
            ? new Pair(Inserted(leaf.AsSpan(0, half), index, value), leaf[half..])
            : new Pair(leaf[..half], Inserted(leaf.AsSpan(half), index - half, value));
    }

    private static T[] Inserted(ReadOnlySpan<T> elements, int index, T value)
    {
        var grown = new T[elements.Length + 1];
        elements[..index].CopyTo(grown);
        grown[index] = value;
        elements[index..].CopyTo(grown.AsSpan(index + 1));
        return grown;
    }

    private static T[] Without(ReadOnlySpan<T> elements, int index)
    {
        if (elements.Length == 1)
            return [];
        var shrunk = new T[elements.Length - 1];
        elements[..index].CopyTo(shrunk);
        elements[(index + 1)..].CopyTo(shrunk.AsSpan(index));
        return shrunk;
    }

    /// <summary>The node without one element; it may fall below its least size, which its parent mends.</summary>
    private static object RemoveAt(object node, int height, int index)
    {
        if (height == 0)
            return Without(AsLeaf(node), index);
        var branch = AsBranch(node);
        var slot = branch.SlotOf(index);
        var next = RemoveAt(branch.Children[slot]!, height - 1, index - branch.StartOf(slot));
        if (!IsSmall(next, height - 1))
            return ExchangeOne(branch, slot, next);
        var left = slot > 0 ? slot - 1 : slot;
        var (first, second) = slot > 0
            ? JoinLevel(branch.Children[left]!, next, height - 1)
            : JoinLevel(next, branch.Children[slot + 1]!, height - 1);
        return Exchange(branch, left, 2, second is null ? [first] : [first, second]).First;
    }

    private static bool IsSmall(object node, int height) =>
        height == 0 ? AsLeaf(node).Length < LeafMin : AsBranch(node).ChildrenCount < MinWidth;

    /// <summary>Joins two nodes of one height: as they are if both are big enough, else as one or evenly shared.</summary>
    private static Pair JoinLevel(object left, object right, int height)
    {
        if (height == 0)
            return JoinLeaves(AsLeaf(left), AsLeaf(right));
        var (first, second) = (AsBranch(left), AsBranch(right));
        var count = first.ChildrenCount + second.ChildrenCount;
        if (count > Width && !IsSmall(first, height) && !IsSmall(second, height))
            return new Pair(left, right);
        var family = default(Family);
        family.AddFrom(first, 0, first.ChildrenCount);
        family.AddFrom(second, 0, second.ChildrenCount);
        return family.ToBranches(height);
    }

    private static Pair JoinLeaves(T[] left, T[] right)
    {
        if (left.Length == 0)
            return new Pair(right, null);
        if (right.Length == 0)
            return new Pair(left, null);
        var count = left.Length + right.Length;
        if (count > LeafMax && left.Length >= LeafMin && right.Length >= LeafMin)
            return new Pair(left, right);
        var all = new T[count];
        left.CopyTo(all, 0);
        right.CopyTo(all, left.Length);
        return count <= LeafMax
            ? new Pair(all, null)
            : new Pair(all[..(count / 2)], all[(count / 2)..]);
    }
}
