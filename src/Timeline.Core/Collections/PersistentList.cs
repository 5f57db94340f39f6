using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Timeline.Collections;

/// <summary>
/// An immutable sequence whose versions share what they have in common: reading, setting, inserting, removing,
/// splitting and concatenating cost O(log n) anywhere, appending O(1) amortised.
/// </summary>
/// <typeparam name="T">Elements, compared by <see cref="EqualityComparer{T}.Default"/>.</typeparam>
/// <remarks>
/// <para>
/// A persistent counted B+tree (Bayer and McCreight, 1972; elements in leaves, counts in branches) with the last few
/// elements kept aside as a tail, after Clojure's vectors. Its shape depends on the edits, its equality does not.
/// </para>
/// <para>
/// Law: a change that changes nothing returns the same reference. Immutable, so any number of threads may read it.
/// </para>
/// </remarks>
[CollectionBuilder(typeof(PersistentList), nameof(PersistentList.Create))]
[DebuggerDisplay("Count = {Count}")]
public sealed partial class PersistentList<T> : IReadOnlyList<T>, IEquatable<PersistentList<T>>
{
    // Stands before Empty, which is made of it.
    private static readonly T[] NoElements = [];

    private readonly object? _root;

    // Versions that grew from one another by adding share a tail with room, and each sees its own part of it.
    private readonly T[] _tail;
    private readonly TailRoom? _room;
    private readonly int _tailStart;
    private readonly byte _tailCount;
    private readonly byte _height;

    private PersistentList(Tree tree, T[] tail)
        : this(tree.Root, tree.Height, tree.Count, tail, tail.Length, null)
    {
    }

    /// <summary>Some tree with the tail of another list.</summary>
    private PersistentList(object? root, int height, int tailStart, PersistentList<T> tailOf)
        : this(root, height, tailStart, tailOf._tail, tailOf._tailCount, tailOf._room)
    {
    }

    private PersistentList(object? root, int height, int tailStart, T[] tail, int tailCount, TailRoom? room)
    {
        _root = root;
        _height = (byte)height;
        _tailStart = tailStart;
        _tail = tail;
        _tailCount = (byte)tailCount;
        _room = room;
    }

    /// <summary>The list without elements.</summary>
    public static PersistentList<T> Empty { get; } = new(default, NoElements);

    /// <summary>How many elements there are.</summary>
    public int Count => _tailStart + _tailCount;

    /// <summary>Whether there are no elements.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The element at an index from 0.</summary>
    /// <param name="index">At least 0 and less than <see cref="Count"/>.</param>
    public T this[int index]
    {
        get
        {
            var inTail = unchecked(index - _tailStart);
            if (!IsOutside(inTail, _tailCount))
                return _tail[inTail];
            if (IsOutside(index, _tailStart))
                ThrowOutOfRange();
            if (_height == 0)
                return AsLeaf(_root!)[index];
            var leaf = LeafAt(_root!, ref index);
            return leaf[index];
        }
    }

    private Tree Root => new(_root, _height);

    /// <summary>Makes a list of elements.</summary>
    /// <param name="elements">The elements, in order.</param>
    /// <returns>The list. O(n).</returns>
    public static PersistentList<T> From(IEnumerable<T> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        switch (elements)
        {
            case PersistentList<T> list:
                return list;
            case T[] array:
                return From((ReadOnlySpan<T>)array);
            case List<T> list:
                return From((ReadOnlySpan<T>)CollectionsMarshal.AsSpan(list));
            default:
                var builder = new Builder();
                builder.AddRange(elements);
                return builder.ToList();
        }
    }

    /// <summary>Makes a list of elements.</summary>
    /// <param name="elements">The elements, in order.</param>
    /// <returns>The list. O(n).</returns>
    public static PersistentList<T> From(params ReadOnlySpan<T> elements)
    {
        if (elements.IsEmpty)
            return Empty;
        var leaves = new List<object>(elements.Length / TailMax);
        while (elements.Length > TailMax)
        {
            leaves.Add(elements[..TailMax].ToArray());
            elements = elements[TailMax..];
        }
        return new PersistentList<T>(FromLeaves(leaves), elements.ToArray());
    }

    /// <summary>The list with another element at an index.</summary>
    /// <param name="index">At least 0 and less than <see cref="Count"/>.</param>
    /// <param name="value">The new element.</param>
    /// <returns>
    /// The new list; this one if that very element stands there: the same object, or an equal value of a value type.
    /// </returns>
    /// <remarks>Objects are not asked whether they are equal: reaching the old one would cost a third of it
    /// all.</remarks>
    public PersistentList<T> SetAt(int index, T value)
    {
        if (IsOutside(index, Count))
            ThrowOutOfRange();
        if (index < _tailStart)
        {
            var root = SetAt(_root!, _height, index, value);
            return ReferenceEquals(root, _root)
                ? this
                : new PersistentList<T>(root, _height, _tailStart, this);
        }
        if (IsThatVeryElement(_tail[index - _tailStart], value))
            return this;
        var tail = Tail.ToArray();
        tail[index - _tailStart] = value;
        return WithTail(tail);
    }

    /// <summary>The list with one more element at its end.</summary>
    /// <param name="value">The new element.</param>
    /// <returns>The new list. O(1) amortised.</returns>
    public PersistentList<T> Add(T value)
    {
        if (_tailCount >= TailMax)
            return Longer(Join(Root, new Tree(ExactTail(), 0)), [], value);
        if (_room is not null && _tailCount < _tail.Length && _room.TryTake(_tailCount))
        {
            _tail[_tailCount] = value;
            return new PersistentList<T>(_root, _height, _tailStart, _tail, _tailCount + 1, _room);
        }
        return IsEmpty ? WithTail([value]) : Longer(Root, Tail, value);
    }

    /// <summary>The list with more elements at its end.</summary>
    /// <param name="elements">The new elements, in order.</param>
    /// <returns>The new list; this one if there are none. O(log n + number of new elements).</returns>
    public PersistentList<T> AddRange(IEnumerable<T> elements) => Concat(From(elements));

    /// <summary>The list with an element put before the one at an index.</summary>
    /// <param name="index">At least 0 and at most <see cref="Count"/>.</param>
    /// <param name="value">The new element, which will stand at the index.</param>
    /// <returns>The new list.</returns>
    public PersistentList<T> InsertAt(int index, T value)
    {
        if (index < 0 || index > Count)
            ThrowOutOfRange();
        if (index == Count)
            return Add(value);
        if (index < _tailStart)
        {
            var root = InsertAt(_root!, _height, index, value, out var split);
            var tree = Tree.Of(new NodePair(root, split), _height);
            return new PersistentList<T>(tree.Root, tree.Height, _tailStart + 1, this);
        }
        var tail = InsertInLeaf(ExactTail(), index - _tailStart, value, out var rest);
        return rest is null
            ? WithTail(tail)
            : new PersistentList<T>(Join(Root, new Tree(tail, 0)), AsLeaf(rest));
    }

    /// <summary>The list with other elements put before the one at an index.</summary>
    /// <param name="index">At least 0 and at most <see cref="Count"/>.</param>
    /// <param name="elements">The new elements, the first of which will stand at the index.</param>
    /// <returns>The new list; this one if there are none. O(log n).</returns>
    public PersistentList<T> InsertRange(int index, PersistentList<T> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return elements.IsEmpty ? this : Splice(index, 0, elements);
    }

    /// <summary>The list without the element at an index.</summary>
    /// <param name="index">At least 0 and less than <see cref="Count"/>.</param>
    /// <returns>The new list.</returns>
    public PersistentList<T> RemoveAt(int index)
    {
        if (IsOutside(index, Count))
            ThrowOutOfRange();
        if (index >= _tailStart)
            return Normal(Root, Without(Tail, index - _tailStart));
        if (_height == 0)
        {
            var leaf = Tree.Leaf(Without(AsLeaf(_root!), index));
            return new PersistentList<T>(leaf.Root, 0, _tailStart - 1, this);
        }
        var node = RemoveAt(_root!, _height, index);
        var only = AsBranch(node).ChildrenCount == 1;
        return only
            ? new PersistentList<T>(AsBranch(node).Children[0], _height - 1, _tailStart - 1, this)
            : new PersistentList<T>(node, _height, _tailStart - 1, this);
    }

    /// <summary>The list without some neighbouring elements.</summary>
    /// <param name="index">Where they begin.</param>
    /// <param name="count">How many.</param>
    /// <returns>The new list; this one if there are none. O(log n).</returns>
    public PersistentList<T> RemoveRange(int index, int count) => Splice(index, count, Empty);

    /// <summary>The list in which some neighbouring elements are exchanged for others.</summary>
    /// <param name="index">Where they begin.</param>
    /// <param name="count">How many of them to remove.</param>
    /// <param name="elements">What to put in their place.</param>
    /// <returns>The new list; this one if nothing is removed or put in. O(log n).</returns>
    public PersistentList<T> Splice(int index, int count, PersistentList<T> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        RequireRange(index, count);
        return count == 0 && elements.IsEmpty
            ? this
            : Take(index).Concat(elements).Concat(Skip(index + count));
    }

    /// <summary>This list followed by another.</summary>
    /// <param name="other">The list that follows.</param>
    /// <returns>The new list; one of the two if the other is empty. O(log n).</returns>
    public PersistentList<T> Concat(PersistentList<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.IsEmpty)
            return this;
        if (IsEmpty)
            return other;
        var tree = Join(Join(Root, Tree.Leaf(ExactTail())), other.Root);
        return new PersistentList<T>(tree.Root, tree.Height, tree.Count, other);
    }

    /// <summary>The elements before an index, and those from it on.</summary>
    /// <param name="index">At least 0 and at most <see cref="Count"/>.</param>
    /// <returns>The two lists. O(log n).</returns>
    public (PersistentList<T> Left, PersistentList<T> Right) SplitAt(int index)
    {
        RequireRange(index, 0);
        if (index == 0)
            return (Empty, this);
        if (index == Count)
            return (this, Empty);
        if (index >= _tailStart)
        {
            var inTail = index - _tailStart;
            return (Normal(Root, _tail[..inTail]), new PersistentList<T>(default, _tail[inTail.._tailCount]));
        }
        var (left, right) = SplitTree(Root, index);
        return (Normal(left, NoElements), new PersistentList<T>(right.Root, right.Height, right.Count, this));
    }

    /// <summary>The first elements.</summary>
    /// <param name="count">How many; all if there are fewer.</param>
    /// <returns>The new list; this one if all are taken. O(log n).</returns>
    public PersistentList<T> Take(int count) => SplitAt(Math.Clamp(count, 0, Count)).Left;

    /// <summary>What follows the first elements.</summary>
    /// <param name="count">How many to leave out; all if there are fewer.</param>
    /// <returns>The new list; this one if none is left out. O(log n).</returns>
    public PersistentList<T> Skip(int count) => SplitAt(Math.Clamp(count, 0, Count)).Right;

    /// <summary>Some neighbouring elements.</summary>
    /// <param name="start">Where they begin.</param>
    /// <param name="length">How many.</param>
    /// <returns>The new list. O(log n). Also what <c>list[2..5]</c> means.</returns>
    public PersistentList<T> Slice(int start, int length)
    {
        RequireRange(start, length);
        if (length == Count)
            return this;
        return length == 0 ? Empty
            : length > TailMax ? Skip(start).Take(length)
            : Short(start, length);
    }

    /// <summary>A mutable twin that starts from this list, for many changes at once.</summary>
    /// <returns>The builder; this list stays as it is.</returns>
    public Builder ToBuilder() => new(this);

    /// <summary>A slice that is all tail.</summary>
    private PersistentList<T> Short(int start, int length)
    {
        var tail = new T[length];
        var filled = 0;
        while (filled < length)
        {
            var part = SpanFrom(start + filled);
            part = part[..Math.Min(part.Length, length - filled)];
            part.CopyTo(tail.AsSpan(filled));
            filled += part.Length;
        }
        return new PersistentList<T>(default, tail);
    }

    /// <summary>The list of a tree and a tail; an empty tail is filled with the last leaf.</summary>
    private static PersistentList<T> Normal(Tree tree, T[] tail)
    {
        if (tail.Length > 0 || tree.Root is null)
            return tail.Length == 0 ? Empty : new PersistentList<T>(tree, tail);
        if (tree.Height == 0)
            return new PersistentList<T>(default, AsLeaf(tree.Root));
        var last = tree.Count - 1;
        var leaf = LeafAt(tree.Root, ref last);
        return new PersistentList<T>(SplitTree(tree, tree.Count - leaf.Length).Left, leaf);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOutside(int index, int count) => unchecked((uint)index >= (uint)count);

    private void RequireRange(int index, int count)
    {
        if (index < 0 || index > Count || count < 0 || count > Count - index)
            ThrowOutOfRange();
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void ThrowOutOfRange() =>
        throw new ArgumentOutOfRangeException("index", $"The list has {Count} elements.");
}
