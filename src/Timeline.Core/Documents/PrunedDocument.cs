using System.Collections.Immutable;

namespace Timeline.Documents;

/// <summary>What came of pruning a document's history.</summary>
/// <param name="History">The history as it is now.</param>
/// <param name="Dropped">The numbers of the versions whose content was given up, in order.</param>
public sealed record PrunedDocument(DocumentHistory History, ImmutableArray<long> Dropped);
