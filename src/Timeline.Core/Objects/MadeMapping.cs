using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Timeline.Collections;

namespace Timeline.Objects;

/// <summary>Makes maps of the kinds that are known.</summary>
internal static class MadeMapping
{
    internal static object? TryOf<TKey, TValue>(Type type, KeyValuePair<TKey, TValue>[] pairs)
        where TKey : notnull =>
        type == typeof(PersistentMap<TKey, TValue>) ? PersistentMap<TKey, TValue>.From(pairs)
        : type == typeof(ImmutableDictionary<TKey, TValue>) || type == typeof(IImmutableDictionary<TKey, TValue>)
            ? ImmutableDictionary.CreateRange(pairs)
        : type == typeof(ImmutableSortedDictionary<TKey, TValue>) ? ImmutableSortedDictionary.CreateRange(pairs)
        : type == typeof(LanguageExt.HashMap<TKey, TValue>)
            ? LanguageExt.Prelude.toHashMap(pairs.Select(pair => (pair.Key, pair.Value)))
        : type == typeof(LanguageExt.Map<TKey, TValue>)
            ? LanguageExt.Prelude.toMap(pairs.Select(pair => (pair.Key, pair.Value)))
        : type == typeof(SortedDictionary<TKey, TValue>)
            ? new SortedDictionary<TKey, TValue>(new Dictionary<TKey, TValue>(pairs))
        : type == typeof(FrozenDictionary<TKey, TValue>) ? pairs.ToFrozenDictionary()
        : type == typeof(ReadOnlyDictionary<TKey, TValue>)
            ? new ReadOnlyDictionary<TKey, TValue>(new Dictionary<TKey, TValue>(pairs))
        : type.IsAssignableFrom(typeof(Dictionary<TKey, TValue>)) ? new Dictionary<TKey, TValue>(pairs)
        : null;
}
