using System.Collections;
using System.Text.Json;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// A map in which at each key the last write counts, by the stamps of the writes; a removal is a write.
/// </summary>
/// <typeparam name="TKey">Keys, compared by <see cref="EqualityComparer{T}.Default"/>.</typeparam>
/// <typeparam name="TValue">Values.</typeparam>
/// <remarks>
/// Law: at each key it does what an <see cref="LwwRegister{T}"/> does. Of a key that was removed the stamp is kept
/// until
/// <see cref="PruneRemoved"/>. Merging costs what differs. Immutable and safe to share between threads.
/// </remarks>
public sealed class LwwMap<TKey, TValue>
    : IEmbeddable<LwwMap<TKey, TValue>>, IReadOnlyCollection<KeyValuePair<TKey, TValue>>
    where TKey : notnull
    where TValue : notnull
{
    private readonly PersistentMap<TKey, LwwCell<TValue>> _cells;

    private LwwMap(PersistentMap<TKey, LwwCell<TValue>> cells) => _cells = cells;

    /// <summary>The map without keys.</summary>
    public static LwwMap<TKey, TValue> Empty { get; } = new([]);

    /// <summary>How many keys there are. O(n).</summary>
    public int Count => _cells.Values.Count(cell => cell.IsSet);

    /// <summary>Whether a key is there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it is.</returns>
    public bool ContainsKey(TKey key) => _cells.TryGetValue(key, out var cell) && cell.IsSet;

    /// <summary>The value of a key, or none.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value if the key is there.</returns>
    public Option<TValue> Find(TKey key) =>
        _cells.TryGetValue(key, out var cell) && cell.IsSet ? cell.Value : Option<TValue>.None;

    /// <summary>The map after a write at a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="stamp">When, and by whom.</param>
    /// <returns>The new map; this one if something later was written there.</returns>
    public LwwMap<TKey, TValue> Set(TKey key, TValue value, WriteStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return Of(_cells.Write(key, LwwCell<TValue>.Of(stamp, value)));
    }

    /// <summary>The map after the removal of a key, whether or not it is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="stamp">When, and by whom.</param>
    /// <returns>The new map; this one if something later was written there.</returns>
    public LwwMap<TKey, TValue> Remove(TKey key, WriteStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return Of(_cells.Write(key, LwwCell<TValue>.Removed(stamp)));
    }

    /// <summary>The map that no longer knows of removals before a time.</summary>
    /// <param name="before">The time: one before which every replica is known to have seen all writes.</param>
    /// <returns>The new map, of the same entries; this one if there are no such removals.</returns>
    public LwwMap<TKey, TValue> PruneRemoved(long before) => Of(_cells.Prune(before));

    /// <inheritdoc/>
    public LwwMap<TKey, TValue> Merge(LwwMap<TKey, TValue> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var cells = _cells.Merge(other._cells);
        return ReferenceEquals(cells, other._cells) ? other : Of(cells);
    }

    /// <inheritdoc/>
    public LwwMap<TKey, TValue> Delta(LwwMap<TKey, TValue> since)
    {
        ArgumentNullException.ThrowIfNull(since);
        return Empty.Of(_cells.Since(since._cells));
    }

    /// <inheritdoc/>
    public bool Equals(LwwMap<TKey, TValue>? other) => other is not null && _cells.Equals(other._cells);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LwwMap<TKey, TValue>);

    /// <inheritdoc/>
    public override int GetHashCode() => _cells.GetHashCode();

    /// <summary>Whether two maps are equal; null equals null.</summary>
    public static bool operator ==(LwwMap<TKey, TValue>? left, LwwMap<TKey, TValue>? right) => Equals(left, right);

    /// <summary>Whether two maps differ.</summary>
    public static bool operator !=(LwwMap<TKey, TValue>? left, LwwMap<TKey, TValue>? right) => !Equals(left, right);

    /// <summary>The entries, as <c>{a: 1, b: 2}</c>, in no order.</summary>
    /// <returns>A line for people.</returns>
    public override string ToString() =>
        $"{{{string.Join(", ", this.Select(entry => $"{entry.Key}: {entry.Value}"))}}}";

    /// <summary>Goes through the entries, in no order.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()
    {
        foreach (var (key, cell) in _cells)
        {
            if (cell.IsSet)
                yield return KeyValuePair.Create(key, cell.Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static string ICrdt<LwwMap<TKey, TValue>>.FormName => "lww-map";

    void ICrdt<LwwMap<TKey, TValue>>.WriteState(CrdtOutput output) =>
        EntryForm.Write(output, _cells, new CellForm<TValue>(output));

    static LwwMap<TKey, TValue> ICrdt<LwwMap<TKey, TValue>>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        Empty.Of(EntryForm.Read<TKey, LwwCell<TValue>>(ref reader, input, new CellForm<TValue>(input)));

    private LwwMap<TKey, TValue> Of(PersistentMap<TKey, LwwCell<TValue>> cells) =>
        ReferenceEquals(cells, _cells) ? this : new LwwMap<TKey, TValue>(cells);
}
