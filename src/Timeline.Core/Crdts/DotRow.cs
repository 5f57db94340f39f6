using System.Buffers;
using System.Runtime.CompilerServices;

namespace Timeline.Crdts;

/// <summary>
/// What is held at dots of one replica, gathered in any order and then put in the order of the steps.
/// </summary>
/// <remarks>Its arrays are of the pool.</remarks>
internal sealed class DotRow<T> : IDisposable
{
    private const int DenseTimes = 4;

    private long[] _sequences = ArrayPool<long>.Shared.Rent(16);
    private T[] _items = ArrayPool<T>.Shared.Rent(16);

    internal int Count { get; private set; }

    internal ReadOnlySpan<long> Sequences => _sequences.AsSpan(0, Count);

    internal ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    internal void Add(long sequence, T item)
    {
        if (Count == Math.Min(_items.Length, _sequences.Length))
        {
            Grow(ref _sequences);
            Grow(ref _items);
        }
        (_sequences[Count], _items[Count]) = (sequence, item);
        Count++;
    }

    /// <summary>
    /// Puts them in order: each at once into its place where most steps from the first to the last are held, as they
    /// are where little was removed.
    /// </summary>
    internal void Sort()
    {
        var (first, last) = (long.MaxValue, 0L);
        foreach (var sequence in Sequences)
            (first, last) = (Math.Min(first, sequence), Math.Max(last, sequence));
        if (last - first >= DenseTimes * (long)Count)
            Array.Sort(_sequences, _items, 0, Count);
        else
            Place(first, (int)(last - first + 1));
    }

    public void Dispose()
    {
        GiveBack(_sequences);
        GiveBack(_items);
        (_sequences, _items, Count) = ([], [], 0);
    }

    private void Place(long first, int length)
    {
        var (isHeld, placed) = (ArrayPool<bool>.Shared.Rent(length), ArrayPool<T>.Shared.Rent(length));
        Array.Clear(isHeld, 0, length);
        for (var i = 0; i < Count; i++)
        {
            var place = (int)(_sequences[i] - first);
            (isHeld[place], placed[place]) = (true, _items[i]);
        }
        var at = 0;
        for (var place = 0; place < length; place++)
        {
            if (!isHeld[place])
                continue;
            (_sequences[at], _items[at]) = (first + place, placed[place]);
            at++;
        }
        GiveBack(isHeld);
        GiveBack(placed);
    }

    private void Grow<TItem>(ref TItem[] items)
    {
        var longer = ArrayPool<TItem>.Shared.Rent(Count * 2);
        items.AsSpan(0, Count).CopyTo(longer);
        GiveBack(items);
        items = longer;
    }

    private static void GiveBack<TItem>(TItem[] items)
    {
        if (items.Length > 0)
            ArrayPool<TItem>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<TItem>());
    }
}
