namespace Timeline.Storage;

/// <summary>What an append must know of a version that is there.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IsPruned">Whether its payload was given up.</param>
/// <param name="Weight">What is stored of the chain it is restored from.</param>
public readonly record struct LedgerEntry(long Number, bool IsPruned, ChainWeight Weight);
