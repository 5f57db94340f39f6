using Timeline.ChangeLogs;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>What a dictionary held at a moment: its entries, and what their values are recorded as where that
/// is something else.</summary>
internal sealed class DictionaryContent<TKey, TValue>(
    PersistentMap<TKey, TValue> entries, PersistentMap<TKey, Recorded>? records) : ChangeContent
    where TKey : notnull
{
    public static readonly DictionaryContent<TKey, TValue> Empty =
        new([], Elements<TValue>.AreTheirRecords ? null : []);

    public PersistentMap<TKey, TValue> Entries => entries;

    public PersistentMap<TKey, Recorded>? Records => records;

    /// <summary>What the value of a key that is there is recorded as.</summary>
    public ChangeContent RecordOf(TKey key, TValue value) =>
        records is null ? new ElementContent<TValue>(value) : records[key].Content;

    /// <summary>The container of the value of a key that is there; null for none.</summary>
    public TrackedContainer? ChildAt(TKey key, TValue value) =>
        records is null ? null : value as TrackedContainer ?? (records[key].Content as HeldContent)?.Container;

    public DictionaryContent<TKey, TValue> With(TKey key, TValue value, ChangeContent record)
    {
        // An equal value that is another object takes its place, as in a dictionary.
        var without = records is not null && entries.TryGetValue(key, out var there)
            && !Elements<TValue>.AreSame(there, value)
            ? entries.Remove(key) : entries;
        return new(without.Set(key, value), records?.Set(key, new(record)));
    }

    public DictionaryContent<TKey, TValue> Without(TKey key) => new(entries.Remove(key), records?.Remove(key));

    public DictionaryContent<TKey, TValue> WithRecord(TKey key, ChangeContent record) =>
        new(entries, records!.Set(key, new(record)));

    private protected override Value Make()
    {
        var map = new Value.Map.Builder();
        foreach (var (key, value) in entries)
        {
            var recorded = records is null ? Elements<TValue>.ToValue(value) : records[key].Content.Value;
            _ = map.TryAdd(KeyText<TKey>.Of(key), recorded);
        }

        return map.ToMap();
    }
}
