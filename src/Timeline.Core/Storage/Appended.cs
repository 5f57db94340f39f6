using System.Collections.Immutable;

namespace Timeline.Storage;

/// <summary>What came of an append that succeeded.</summary>
/// <param name="Versions">For each version of the batch, in its order, where it stands now.</param>
/// <param name="Count">How many versions the history has now.</param>
public sealed record Appended(ImmutableArray<VersionRef> Versions, long Count);
