namespace Timeline.Values;

/// <summary>What differs under one key between two maps.</summary>
/// <param name="Key">The key.</param>
/// <param name="Before">The value before, or null where the key is added.</param>
/// <param name="After">The value after, or null where the key is removed.</param>
public readonly record struct EntryChange(string Key, Value? Before, Value? After);

/// <summary>How one map differs from another, without looking into the values.</summary>
/// <param name="Changes">The keys added, removed, and those whose value differs; in no particular order.</param>
/// <param name="PossiblyMoved">
/// Keys of both maps among which all those are that stand elsewhere among the common keys. Empty only if the common
/// keys have the same order; it may name a key that did not move.
/// </param>
public sealed record MapDifference(IReadOnlyList<EntryChange> Changes, IReadOnlyList<string> PossiblyMoved)
{
    /// <summary>Whether no key or value differs; the order may.</summary>
    public bool IsEmpty => Changes.Count == 0;
}
