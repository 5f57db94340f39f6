using Timeline.Values;

namespace Timeline.Storage;

/// <summary>What a verification does besides, and whom it tells how far it is. The default does nothing
/// besides.</summary>
public sealed record VerifyOptions
{
    /// <summary>The options where none are asked for.</summary>
    public static VerifyOptions Default { get; } = new();

    /// <summary>
    /// One more check, of each version that is not pruned and whose value could be made: it is given the history, the
    /// version with its payload and the value, and answers what is wrong, or null. Called in the order of numbers,
    /// within the verification: it must not use the store.
    /// </summary>
    public Func<HistoryName, StoredVersion, Value, VerifyFinding?>? Check { get; init; }

    /// <summary>Is told after each version; a total is known as soon as a history is begun.</summary>
    public IProgress<StoreProgress>? Progress { get; init; }
}
