using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>A branch: a name for a head.</summary>
/// <param name="Name">The name.</param>
/// <param name="Head">The version it stands at.</param>
public sealed record StoredBranch(BranchName Name, VersionRef Head);
