using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>What was written last at many places.</summary>
internal static class LwwCells
{
    internal static PersistentMap<TKey, LwwCell<T>> Write<TKey, T>(
        this PersistentMap<TKey, LwwCell<T>> cells, TKey key, LwwCell<T> cell)
        where TKey : notnull =>
        cells.TryGetValue(key, out var held) && ReferenceEquals(held.Join(cell), held) ? cells : cells.Set(key, cell);

    internal static PersistentMap<TKey, LwwCell<T>> Merge<TKey, T>(
        this PersistentMap<TKey, LwwCell<T>> ours, PersistentMap<TKey, LwwCell<T>> theirs)
        where TKey : notnull => ours.Join(theirs, (_, left, right) => left.Join(right));

    internal static PersistentMap<TKey, LwwCell<T>> Since<TKey, T>(
        this PersistentMap<TKey, LwwCell<T>> now, PersistentMap<TKey, LwwCell<T>> since)
        where TKey : notnull
    {
        var later = new PersistentMap<TKey, LwwCell<T>>.Builder();
        foreach (var change in since.Diff(now))
        {
            if (now.TryGetValue(change.Key, out var cell)
                && (!since.TryGetValue(change.Key, out var known) || !ReferenceEquals(known.Join(cell), known)))
            {
                later.Set(change.Key, cell);
            }
        }
        return later.ToMap();
    }

    /// <summary>The cells without removals before a time.</summary>
    internal static PersistentMap<TKey, LwwCell<T>> Prune<TKey, T>(
        this PersistentMap<TKey, LwwCell<T>> cells, long before)
        where TKey : notnull =>
        cells.RemoveRange(cells.Where(entry => !entry.Value.IsSet && entry.Value.Stamp.Time < before)
            .Select(entry => entry.Key));
}
