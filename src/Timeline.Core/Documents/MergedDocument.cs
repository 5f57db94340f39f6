using System.Collections.Immutable;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Documents;

/// <summary>What came of merging one branch into another.</summary>
/// <param name="History">The history as it is now.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Head">The head of the branch merged into, as it is now.</param>
/// <param name="Conflicts">
/// Where both branches changed one place: left open where the outcome is <see cref="MergeOutcome.Conflicted"/>, else as
/// the policy decided them.
/// </param>
public sealed record MergedDocument(
    DocumentHistory History, MergeOutcome Outcome, StoredVersion Head, ImmutableArray<Conflict> Conflicts);
