using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Timeline.Collections;

namespace Timeline.Containers;

public sealed partial class TrackedList<T>
{
    /// <inheritdoc/>
    public bool Contains(T item) => IndexOf(item) >= 0;

    /// <inheritdoc/>
    public int IndexOf(T item)
    {
        var index = 0;
        foreach (var element in _content.Items)
        {
            if (EqualityComparer<T>.Default.Equals(element, item)) return index;
            index++;
        }

        return -1;
    }

    /// <inheritdoc cref="List{T}.LastIndexOf(T)"/>
    public int LastIndexOf(T item) => FindLastIndex(it => EqualityComparer<T>.Default.Equals(it, item));

    /// <inheritdoc cref="List{T}.BinarySearch(T)"/>
    public int BinarySearch(T item) => BinarySearch(0, Count, item, null);

    /// <inheritdoc cref="List{T}.BinarySearch(T, IComparer{T})"/>
    public int BinarySearch(T item, IComparer<T>? comparer) => BinarySearch(0, Count, item, comparer);

    /// <inheritdoc cref="List{T}.BinarySearch(int, int, T, IComparer{T})"/>
    public int BinarySearch(int index, int count, T item, IComparer<T>? comparer)
    {
        RequireRange(index, count);
        comparer ??= Comparer<T>.Default;
        var (low, high) = (index, index + count - 1);
        try
        {
            while (low <= high)
            {
                var middle = low + ((high - low) >> 1);
                var order = comparer.Compare(_content.Items[middle], item);
                if (order == 0) return middle;
                if (order < 0) low = middle + 1;
                else high = middle - 1;
            }
        }
        catch (Exception thrown) when (thrown is not InvalidOperationException)
        {
            throw new InvalidOperationException("Failed to compare two elements in the list.", thrown);
        }

        return ~low;
    }

    /// <inheritdoc cref="List{T}.Exists"/>
    public bool Exists(Predicate<T> match) => FindIndex(match) >= 0;

    /// <inheritdoc cref="List{T}.TrueForAll"/>
    public bool TrueForAll(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return FindIndex(it => !match(it)) < 0;
    }

    /// <inheritdoc cref="List{T}.Find"/>
    public T? Find(Predicate<T> match) => FindIndex(match) is >= 0 and var index ? _content.Items[index] : default;

    /// <inheritdoc cref="List{T}.FindLast"/>
    public T? FindLast(Predicate<T> match) =>
        FindLastIndex(match) is >= 0 and var index ? _content.Items[index] : default;

    /// <inheritdoc cref="List{T}.FindAll"/>
    [SuppressMessage("Design", "CA1002", Justification = "As the list of the platform has it.")]
    public List<T> FindAll(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return [.. _content.Items.Where(it => match(it))];
    }

    /// <inheritdoc cref="List{T}.FindIndex(Predicate{T})"/>
    public int FindIndex(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        var index = 0;
        foreach (var element in _content.Items)
        {
            if (match(element)) return index;
            index++;
        }

        return -1;
    }

    /// <inheritdoc cref="List{T}.FindLastIndex(Predicate{T})"/>
    public int FindLastIndex(Predicate<T> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        var items = _content.Items;
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (match(items[i])) return i;
        }

        return -1;
    }

    /// <inheritdoc cref="List{T}.ForEach"/>
    public void ForEach(Action<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        foreach (var element in this) action(element);
    }

    /// <inheritdoc cref="List{T}.ConvertAll"/>
    [SuppressMessage("Design", "CA1002", Justification = "As the list of the platform has it.")]
    public List<TOutput> ConvertAll<TOutput>(Converter<T, TOutput> converter)
    {
        ArgumentNullException.ThrowIfNull(converter);
        return [.. _content.Items.Select(it => converter(it))];
    }

    /// <summary>A part of the list, which is no list of its own but never changes. O(log n).</summary>
    /// <param name="index">Where it begins.</param>
    /// <param name="count">How many elements it has.</param>
    /// <returns>The elements.</returns>
    public PersistentList<T> GetRange(int index, int count)
    {
        RequireRange(index, count);
        return _content.Items.Slice(index, count);
    }

    /// <inheritdoc cref="List{T}.ToArray"/>
    public T[] ToArray() => [.. _content.Items];

    /// <inheritdoc cref="List{T}.AsReadOnly"/>
    public ReadOnlyCollection<T> AsReadOnly() => new(this);

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => Array.Copy(ToArray(), 0, array, arrayIndex, Count);
}
