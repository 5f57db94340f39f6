using LanguageExt;
using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>A move of a branch that an append will make; its expectation was met.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Before">The head it has; none where it is made.</param>
/// <param name="After">The head it gets; none where it ends.</param>
public sealed record PlannedMove(BranchName Branch, Option<VersionRef> Before, Option<VersionRef> After);
