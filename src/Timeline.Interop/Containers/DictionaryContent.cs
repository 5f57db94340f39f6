using Timeline.ChangeLogs;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Containers;

/// <summary>What a dictionary held at a moment: its entries, and what their values are recorded as where that
/// is something else.</summary>
internal sealed class DictionaryContent<TKey, TValue>(
    PersistentMap<TKey, TValue> entries, PersistentMap<TKey, Recorded>? records) : ChangeContent
    where TKey : notnull
{
    private static readonly EqualityComparer<TValue> ByWriting =
        EqualityComparer<TValue>.Create(static (one, other) => Elements<TValue>.AreSame(one!, other!));

    // Null where keys that are equal have one name.
    private static readonly EqualityComparer<TKey>? ByName = Sameness.IsToldByEquality(typeof(TKey))
        ? null
        : EqualityComparer<TKey>.Create(static (one, other) => KeyText<TKey>.Of(one!) == KeyText<TKey>.Of(other!));

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

    public DictionaryContent<TKey, TValue> With(TKey key, TValue value, ChangeContent record) =>
        new(Put(key, value), records?.Set(key, new(record)));

    // A map keeps an equal value. One that is another object, or is written otherwise, takes its place, as in a
    // dictionary.
    private PersistentMap<TKey, TValue> Put(TKey key, TValue value)
    {
        if (records is null)
        {
            var after = entries.Set(key, value);
            if (!ReferenceEquals(after, entries) || Elements<TValue>.AreSame(entries[key], value)) return after;
        }
        else if (!entries.TryGetValue(key, out var there) || Elements<TValue>.AreSame(there, value))
        {
            return entries.Set(key, value);
        }

        return entries.Remove(key).Set(entries.TryGetKey(key, out var spelled) ? spelled : key, value);
    }

    public DictionaryContent<TKey, TValue> Without(TKey key) => new(entries.Remove(key), records?.Remove(key));

    public DictionaryContent<TKey, TValue> WithRecord(TKey key, ChangeContent record) =>
        new(entries, records!.Set(key, new(record)));

    /// <inheritdoc/>
    internal override Patch DiffTo(ChangeContent after)
    {
        if (after is not DictionaryContent<TKey, TValue> later) return base.DiffTo(after);
        List<Change> steps = [];
        if (records is null)
        {
            foreach (var change in entries.Diff(later.Entries, ByWriting, ByName))
                Add(change, static it => new ElementContent<TValue>(it));
        }
        else
        {
            foreach (var change in records.Diff(later.Records!, EqualityComparer<Recorded>.Default, ByName))
                Add(change, static it => it.Content);
        }

        return Patch.From(steps);

        void Add<T>(MapChange<TKey, T> change, Func<T, ChangeContent> content)
        {
            var path = ValuePath.Root.Append(KeyText<TKey>.Of(change.Key));
            switch (change)
            {
                case MapChange<TKey, T>.Added added:
                    steps.Add(new Change.Added(path, content(added.After).Value));
                    break;
                case MapChange<TKey, T>.Removed removed:
                    steps.Add(new Change.Removed(path, content(removed.Before).Value));
                    break;
                case MapChange<TKey, T>.Replaced replaced:
                    steps.AddRange(content(replaced.Before).DiffTo(content(replaced.After)).Changes
                        .Select(it => it.Under(path)));
                    break;
                default:
                    break;
            }
        }
    }

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
