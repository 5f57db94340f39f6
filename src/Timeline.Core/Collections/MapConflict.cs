using LanguageExt;

namespace Timeline.Collections;

/// <summary>A key that two sides of a merge changed differently from the map they both started from.</summary>
/// <typeparam name="TKey">The type of keys.</typeparam>
/// <typeparam name="TValue">The type of values.</typeparam>
/// <param name="Key">The key; the default in the default value.</param>
/// <param name="Before">Its value before, or none if it was not there.</param>
/// <param name="Ours">Its value on our side, or none if we removed it.</param>
/// <param name="Theirs">Its value on their side, or none if they removed it.</param>
/// <remarks>A null value reads as none. Immutable and safe to share between threads.</remarks>
public readonly record struct MapConflict<TKey, TValue>(
    TKey Key, Option<TValue> Before, Option<TValue> Ours, Option<TValue> Theirs);
