namespace Timeline.Sequences;

/// <summary>
/// Elements that stand in a row in the document, were named in a row, and are all there or all deleted.
/// </summary>
/// <remarks>
/// Each element but the first is the right child of the one before it. Where the first is the right child of the id
/// before its own, it may be one item with what ends there; how elements are cut into items means nothing.
/// </remarks>
internal struct Item
{
    public const int Longest = (1 << 28) - 1;

    private const uint LeftBit = 1u << 28;
    private const uint DeletedBit = 1u << 29;
    private const uint RightChildBit = 1u << 30;

    private uint _length;

    public Item(ulong id, int length, ulong parent, bool left, long depth)
    {
        Id = id;
        Parent = parent;
        Depth = depth;
        _length = (uint)length | (left ? LeftBit : 0);
    }

    /// <summary>The id of the first element.</summary>
    public ulong Id { readonly get; private set; }

    /// <summary>The element that the first one hangs on.</summary>
    public ulong Parent { readonly get; private set; }

    /// <summary>How far the first element is from the root of the tree; each next one is one farther.</summary>
    public long Depth { readonly get; private set; }

    public readonly int Length => (int)(_length & Longest);

    /// <summary>Whether the first element is a left child.</summary>
    public readonly bool IsLeft => (_length & LeftBit) != 0;

    public readonly bool IsDeleted => (_length & DeletedBit) != 0;

    /// <summary>Whether the last element has a right child, so that a new one behind it cannot be that.</summary>
    public readonly bool HasRight => (_length & RightChildBit) != 0;

    /// <summary>How many elements a reader sees.</summary>
    public readonly int Visible => IsDeleted ? 0 : Length;

    /// <summary>The id behind the last element.</summary>
    public readonly ulong End => Id + (ulong)Length;

    public readonly bool Contains(ulong id) => unchecked(id - Id) < (ulong)Length;

    /// <summary>Whether the other one, which stands behind this one, can be one item with it.</summary>
    public readonly bool Continues(in Item next) =>
        End == next.Id && next.Parent == next.Id - 1 && !next.IsLeft && IsDeleted == next.IsDeleted
        && Length + next.Length <= Longest;

    public readonly Item AsDeleted() => this with { _length = _length | DeletedBit };

    public readonly Item WithRight() => this with { _length = _length | RightChildBit };

    /// <summary>This item with the elements of the next one, which continues it.</summary>
    public readonly Item With(in Item next) =>
        this with { _length = (_length & ~RightChildBit) + (uint)next.Length | (next._length & RightChildBit) };

    /// <summary>With so many more elements at the end, the last of which has no right child.</summary>
    public void Extend(int count) => _length = (_length & ~RightChildBit) + (uint)count;

    /// <summary>The first elements; the last of them has the next one as right child.</summary>
    public readonly Item First(int count) =>
        count == Length ? this : this with { _length = (_length & ~(uint)Longest) | (uint)count | RightChildBit };

    /// <summary>What is left behind the first elements.</summary>
    public readonly Item Behind(int count) => count == 0
        ? this
        : new Item(Id + (ulong)count, Length - count, Id + (ulong)count - 1, left: false, Depth + count)
        {
            _length = (uint)(Length - count) | (_length & (DeletedBit | RightChildBit)),
        };
}
