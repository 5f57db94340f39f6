using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Timeline.Objects;

/// <summary>A map that is changed in a copy.</summary>
/// <param name="names">How keys are written.</param>
/// <param name="areNamesTold">Whether two keys that the map takes for the same are written alike.</param>
/// <param name="entries">The copy.</param>
/// <param name="make">Makes a map of it.</param>
internal sealed class CopiedEntries<TKey, TValue>(
    KeyNames<TKey> names, bool areNamesTold, IDictionary<TKey, TValue> entries, Func<object> make)
    : MappingEdit<TKey, TValue>(names)
    where TKey : notnull
{
    private HashSet<string>? _written;

    private HashSet<string> Written => _written ??= [.. entries.Keys.Select(Names.Of)];

    /// <summary>The edit of a map whose kind and comparer are kept; null for other kinds.</summary>
    internal static CopiedEntries<TKey, TValue>? TryOf(KeyNames<TKey> names, bool areNamesTold, object seen)
    {
        // Of the exact type: one that the program made of it may hold more than entries.
        if (seen.GetType() == typeof(Dictionary<TKey, TValue>) && seen is Dictionary<TKey, TValue> map)
        {
            var copy = new Dictionary<TKey, TValue>(map, map.Comparer);
            return new(names, areNamesTold, copy, () => copy);
        }

        if (seen.GetType() == typeof(SortedDictionary<TKey, TValue>) && seen is SortedDictionary<TKey, TValue> sorted)
        {
            var copy = new SortedDictionary<TKey, TValue>(sorted, sorted.Comparer);
            return new(names, areNamesTold, copy, () => copy);
        }

        if (seen is not FrozenDictionary<TKey, TValue> frozen) return null;
        var thawed = new Dictionary<TKey, TValue>(frozen, frozen.Comparer);
        return new(names, areNamesTold, thawed, () => thawed.ToFrozenDictionary(thawed.Comparer));
    }

    internal override object Made() => make();

    private protected override bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) =>
        entries.TryGetValue(key, out value);

    private protected override bool IsNameOf(string name, TKey key) =>
        areNamesTold ? base.IsNameOf(name, key) : Written.Contains(name);

    private protected override void Put(string name, TKey key, TValue value)
    {
        // It takes the place of a key that may have been written otherwise.
        if (entries.Remove(key) && !areNamesTold && _written?.Contains(name) is false) _written = null;
        entries.Add(key, value);
        _ = _written?.Add(name);
    }

    private protected override void Remove(string name, TKey key)
    {
        _ = entries.Remove(key);
        _ = _written?.Remove(name);
    }
}
