using System.Diagnostics.CodeAnalysis;

namespace Timeline.Navigating;

/// <summary>How a kind of map is looked up and set in.</summary>
/// <remarks>
/// It is asked by its type, so that no map is boxed; that is a struct, so that code is made for each.
/// </remarks>
internal interface IEntries<TMap, TKey, TValue>
{
    static abstract bool TryGet(ref TMap map, TKey key, [MaybeNullWhen(false)] out TValue value);

    /// <summary>Sets or inserts an entry.</summary>
    /// <returns>Why it cannot be; null if it was.</returns>
    static abstract Misstep? Set(TMap map, TKey key, TValue value);
}
