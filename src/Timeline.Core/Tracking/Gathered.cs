using System.Buffers;

namespace Timeline.Tracking;

/// <summary>What is gathered during a walk, in an array that is lent.</summary>
/// <remarks>
/// Lists that grow with each detection would be large objects, and those are collected with everything else at once.
/// Empty by default; to be disposed of once, by whoever holds it last.
/// </remarks>
internal struct Gathered<T> : IDisposable
{
    private const int Fewest = 16;

    private T[]? _items;
    private int _count;

    /// <summary>Nothing yet, with room for some.</summary>
    public Gathered(int room) => _items = ArrayPool<T>.Shared.Rent(room);

    /// <summary>What was gathered, in its order.</summary>
    public readonly Span<T> Items => _items.AsSpan(0, _count);

    /// <summary>Adds one more.</summary>
    public void Add(T item)
    {
        if (_items is null || _count == _items.Length) Grow(1);
        _items![_count++] = item;
    }

    /// <summary>Adds some more.</summary>
    public void Add(ReadOnlySpan<T> items)
    {
        if (_items is null || _items.Length - _count < items.Length) Grow(items.Length);
        items.CopyTo(_items.AsSpan(_count));
        _count += items.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        GiveBack();
        (_items, _count) = (null, 0);
    }

    private void Grow(int by)
    {
        var grown = ArrayPool<T>.Shared.Rent(Math.Max(Fewest, _count + Math.Max(_count, by)));
        Items.CopyTo(grown);
        GiveBack();
        _items = grown;
    }

    private readonly void GiveBack()
    {
        if (_items is null) return;
        Items.Clear();
        ArrayPool<T>.Shared.Return(_items);
    }
}
