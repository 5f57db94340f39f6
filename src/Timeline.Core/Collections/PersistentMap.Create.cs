namespace Timeline.Collections;

/// <summary>Makes persistent maps; what a collection expression calls.</summary>
public static class PersistentMap
{
    /// <summary>Makes a map of pairs; of pairs with equal keys the last one counts.</summary>
    /// <typeparam name="TKey">The type of keys.</typeparam>
    /// <typeparam name="TValue">The type of values.</typeparam>
    /// <param name="pairs">The pairs, in any order.</param>
    /// <returns>The map. O(n).</returns>
    public static PersistentMap<TKey, TValue> Create<TKey, TValue>(
        params ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs)
        where TKey : notnull => PersistentMap<TKey, TValue>.From(pairs);
}
