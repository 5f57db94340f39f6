using System.Collections.Immutable;
using Timeline.Collections;

namespace Timeline.Objects;

/// <summary>What maps make of their keys.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
internal static class MapKeysOf<TKey, TValue>
    where TKey : notnull
{
    // Of other types two that are equal may be written differently: 1.0 and 1.00, one time in two zones.
    private static readonly bool IsNameTold = typeof(TKey).IsPrimitive
        ? typeof(TKey) != typeof(double) && typeof(TKey) != typeof(float)
        : typeof(TKey).IsEnum || typeof(TKey) == typeof(string) || typeof(TKey) == typeof(Guid)
            || typeof(TKey) == typeof(DateOnly) || typeof(TKey) == typeof(TimeOnly) || typeof(TKey) == typeof(TimeSpan);

    /// <summary>Whether two keys that the map takes for the same are surely written alike.</summary>
    internal static bool AreNamesTold(object seen) => IsNameTold && seen switch
    {
        Dictionary<TKey, TValue> map => IsPlain(map.Comparer),
        ImmutableDictionary<TKey, TValue> map => IsPlain(map.KeyComparer),
        SortedDictionary<TKey, TValue> map => map.Comparer == Comparer<TKey>.Default,
        ImmutableSortedDictionary<TKey, TValue> map => map.KeyComparer == Comparer<TKey>.Default,
        PersistentMap<TKey, TValue> or LanguageExt.HashMap<TKey, TValue> or LanguageExt.Map<TKey, TValue> => true,
        _ => FSharpTypes.IsCollection(seen.GetType()),
    };

    private static bool IsPlain(IEqualityComparer<TKey> comparer) =>
        comparer == EqualityComparer<TKey>.Default || ReferenceEquals(comparer, StringComparer.Ordinal);
}
