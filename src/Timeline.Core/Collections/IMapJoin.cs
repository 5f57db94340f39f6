namespace Timeline.Collections;

/// <summary>What becomes of each entry when two maps are joined.</summary>
/// <remarks>
/// Equal entries of both sides must be kept as they are: nodes that the maps share are not looked into. A struct, so
/// that the walk is compiled for it, and with members of instances alone: where keys or values are objects, that code
/// is shared, and would look up static ones with each call.
/// </remarks>
internal interface IMapJoin<TKey, TValue>
{
    /// <summary>Whether an entry of one side alone is always kept as it is: then whole nodes are.</summary>
    bool KeepsAll { get; }

    /// <summary>
    /// Whether two keys of one hash are the same; a join whose type of key is known compares them at once.
    /// </summary>
    bool SameKey(TKey left, TKey right);

    /// <summary>What becomes of an entry of our side alone: kept, changed or dropped.</summary>
    JoinedFrom Ours(TKey key, TValue value, out TValue joined);

    /// <summary>What becomes of an entry of their side alone.</summary>
    JoinedFrom Theirs(TKey key, TValue value, out TValue joined);

    /// <summary>What becomes of a key that both sides have.</summary>
    JoinedFrom Both(TKey key, TValue ours, TValue theirs, out TValue joined);
}
