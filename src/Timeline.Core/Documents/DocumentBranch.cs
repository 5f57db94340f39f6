using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Documents;

/// <summary>A branch of a document.</summary>
/// <param name="Name">The name.</param>
/// <param name="Head">Its newest version.</param>
/// <param name="IsCurrent">Whether the next recording extends it.</param>
public sealed record DocumentBranch(BranchName Name, StoredVersion Head, bool IsCurrent);
