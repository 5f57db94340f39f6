using System.Runtime.CompilerServices;

namespace Timeline.Collections;

// The tree: leaves are arrays of LeafMin to LeafMax elements, all at one depth (those that come from appending have
// TailMax, so that an insertion does not split them at once); a branch of height h
// (ListBranch) has children of height h - 1. Only the root may have
// fewer children (two at least), and only a root leaf fewer elements.
public sealed partial class PersistentList<T>
{
    internal const int LeafMax = 48;
    internal const int LeafMin = LeafMax / 2;
    internal const int TailMax = 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T[] AsLeaf(object node) => Unsafe.As<T[]>(node);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ListBranch AsBranch(object node) => Unsafe.As<ListBranch>(node);

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

    /// <summary>The node with another element at an index; the very same if that stands there already.</summary>
    private static object SetAt(object node, int height, int index, T value)
    {
        if (height == 0)
        {
            var leaf = AsLeaf(node);
            if (IsThatVeryElement(leaf[index], value))
                return leaf;
            var copy = leaf.AsSpan().ToArray();
            copy[index] = value;
            return copy;
        }
        var branch = AsBranch(node);
        var slot = branch.SlotOf(index);
        var child = branch.Children[slot]!;
        var next = SetAt(child, height - 1, index - branch.StartOf(slot), value);
        return ReferenceEquals(next, child) ? branch : branch.With(slot, next, 0);
    }

    /// <summary>The node with one element more, and the half that was split off if it had no room.</summary>
    private static object InsertAt(object node, int height, int index, T value, out object? second)
    {
        if (height == 0)
            return InsertInLeaf(AsLeaf(node), index, value, out second);
        var branch = AsBranch(node);
        // An index at the end of the tree goes into its last child.
        var slot = index == branch.Count ? branch.ChildrenCount - 1 : branch.SlotOf(index);
        var next = InsertAt(branch.Children[slot]!, height - 1, index - branch.StartOf(slot), value, out second);
        if (second is null)
            return branch.With(slot, next, 1);
        (next, second) = branch.Exchange(slot, 1, [next, second]);
        return next;
    }

    private static T[] InsertInLeaf(T[] leaf, int index, T value, out object? second)
    {
        second = null;
        if (leaf.Length < LeafMax)
            return Inserted(leaf, index, value);
        var half = LeafMax / 2;
        second = index <= half ? leaf[half..] : Inserted(leaf.AsSpan(half), index - half, value);
        return index <= half ? Inserted(leaf.AsSpan(0, half), index, value) : leaf[..half];
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
            return branch.With(slot, next, -1);
        var left = slot > 0 ? slot - 1 : slot;
        var (first, second) = slot > 0
            ? JoinLevel(branch.Children[left]!, next, height - 1)
            : JoinLevel(next, branch.Children[slot + 1]!, height - 1);
        return branch.Exchange(left, 2, second is null ? [first] : [first, second]).First;
    }

    private static bool IsSmall(object node, int height) =>
        height == 0 ? AsLeaf(node).Length < LeafMin : AsBranch(node).IsSmall;

    /// <summary>
    /// Joins two nodes of one height: as they are if both are big enough, else as one or evenly shared.
    /// </summary>
    private static NodePair JoinLevel(object left, object right, int height) => height == 0
        ? JoinLeaves(AsLeaf(left), AsLeaf(right))
        : ListBranch.Join(AsBranch(left), AsBranch(right));

    private static NodePair JoinLeaves(T[] left, T[] right)
    {
        if (left.Length == 0)
            return new NodePair(right, null);
        if (right.Length == 0)
            return new NodePair(left, null);
        var count = left.Length + right.Length;
        if (count > LeafMax && left.Length >= LeafMin && right.Length >= LeafMin)
            return new NodePair(left, right);
        var all = new T[count];
        left.CopyTo(all, 0);
        right.CopyTo(all, left.Length);
        return count <= LeafMax
            ? new NodePair(all, null)
            : new NodePair(all[..(count / 2)], all[(count / 2)..]);
    }
}
