using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>Entries that are read one by one and become a map at once; no key may come twice.</summary>
internal sealed class DistinctEntries<TKey, TItem>
    where TKey : notnull
{
    private readonly PersistentMap<TKey, TItem>.Builder _entries = new();
    private int _count;

    internal void Add(TKey key, TItem item)
    {
        _entries.Set(key, item);
        _count++;
    }

    /// <summary>The map.</summary>
    /// <exception cref="CrdtFault">A key came twice.</exception>
    internal PersistentMap<TKey, TItem> ToMap()
    {
        var map = _entries.ToMap();
        return map.Count == _count ? map : throw new CrdtFault("a key should stand once where one comes twice");
    }
}
