using System.Runtime.CompilerServices;

namespace Timeline.Collections;

public sealed partial class PersistentList<T>
{
    /// <summary>Whether two lists hold equal elements in the same order.</summary>
    /// <param name="other">The other list.</param>
    /// <returns>True if they do.</returns>
    /// <remarks>Leaves that stand at the same place in both are passed over; at most O(n).</remarks>
    public bool Equals(PersistentList<T>? other) => Equals(other, EqualityComparer<T>.Default);

    /// <summary>Whether two lists hold elements in the same order that a comparer calls equal.</summary>
    /// <param name="other">The other list.</param>
    /// <param name="elements">The comparer; an element must be equal to itself.</param>
    /// <returns>True if they do.</returns>
    public bool Equals(PersistentList<T>? other, IEqualityComparer<T> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || Count != other.Count)
            return false;
        var index = 0;
        while (index < Count)
        {
            var shared = SharedFrom(other, index);
            if (shared > 0)
            {
                index += shared;
                continue;
            }
            var left = SpanFrom(index);
            var right = other.SpanFrom(index);
            var length = Math.Min(left.Length, right.Length);
            if (!SameElements(left[..length], right[..length], elements))
                return false;
            index += length;
        }
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PersistentList<T>);

    /// <summary>A hash of all elements in their order. O(n).</summary>
    /// <returns>The hash.</returns>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var element in this)
            hash.Add(element);
        return hash.ToHashCode();
    }

    /// <summary>The type and how many elements, as <c>PersistentList&lt;Int32&gt; of 3</c>. O(1).</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"PersistentList<{typeof(T).Name}> of {Count}");

    /// <summary>How many elements from an index on are one shared node of both lists, at the same place.</summary>
    private int SharedFrom(PersistentList<T> other, int index)
    {
        if (index >= _tailStart || index >= other._tailStart)
        {
            var sameTail = index == _tailStart && index == other._tailStart && ReferenceEquals(_tail, other._tail);
            return sameTail ? _tailCount : 0;
        }
        var (left, right) = (Root, other.Root);
        var (leftIndex, rightIndex) = (index, index);
        while (true)
        {
            if (ReferenceEquals(left.Root, right.Root))
                return leftIndex == 0 ? left.Count : 0;
            if (left.Height == 0 && right.Height == 0)
                return 0;
            var (leftHeight, rightHeight) = (left.Height, right.Height);
            if (leftHeight >= rightHeight)
                left = Down(left, ref leftIndex);
            if (rightHeight >= leftHeight)
                right = Down(right, ref rightIndex);
        }
    }

    private static Tree Down(Tree tree, ref int index)
    {
        var branch = AsBranch(tree.Root!);
        var slot = branch.SlotOf(index);
        index -= branch.StartOf(slot);
        return new Tree(branch.Children[slot], tree.Height - 1);
    }

    /// <summary>The rest of the leaf or tail that holds an index.</summary>
    internal ReadOnlySpan<T> SpanFrom(int index)
    {
        if (index >= _tailStart)
            return Tail[(index - _tailStart)..];
        if (_height == 0)
            return AsLeaf(_root!).AsSpan(index);
        var leaf = LeafAt(_root!, ref index);
        return leaf.AsSpan(index);
    }

    private static bool SameElements(ReadOnlySpan<T> left, ReadOnlySpan<T> right, IEqualityComparer<T> elements)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (!SameElement(left[i], right[i], elements))
                return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsThatVeryElement(T left, T right) =>
        typeof(T).IsValueType ? EqualityComparer<T>.Default.Equals(left, right) : ReferenceEquals(left, right);

    private static bool SameElement(T left, T right, IEqualityComparer<T> elements) =>
        (!typeof(T).IsValueType && ReferenceEquals(left, right)) || elements.Equals(left, right);
}
