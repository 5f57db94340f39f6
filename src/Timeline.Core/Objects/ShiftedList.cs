using System.Collections.Immutable;

namespace Timeline.Objects;

/// <summary>A list to put in and take out in the middle, often: O(log n) each, and less while that is rare.</summary>
/// <remarks>
/// Elements that stand in a row are moved fast, but all behind each change: once that was as much work as making a tree
/// of them, they are one.
/// </remarks>
internal sealed class ShiftedList<T>(IList<T> items)
{
    // How often all may be moved for what a tree of them costs, about.
    private const int MovesForTree = 128;

    private long _moved;

    internal IList<T> Items { get; private set; } = items;

    internal int Count => Items.Count;

    internal T this[int index]
    {
        get => Items[index];
        set => Items[index] = value;
    }

    internal void Insert(int index, T item)
    {
        Move(index);
        Items.Insert(index, item);
    }

    internal void RemoveAt(int index)
    {
        Move(index);
        Items.RemoveAt(index);
    }

    private void Move(int index)
    {
        if (Items is not List<T> row) return;
        _moved += row.Count - index;
        if (_moved > MovesForTree * (row.Count + 1L)) Items = ImmutableList.CreateRange(row).ToBuilder();
    }
}
