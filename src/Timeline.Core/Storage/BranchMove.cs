using LanguageExt;
using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>A branch's head from what it is expected to be to what it becomes: a compare-and-swap.</summary>
/// <remarks>Renaming is deleting one name and creating the other in one batch.</remarks>
/// <param name="Branch">The branch.</param>
/// <param name="Expected">The head it must have now; none: it must not exist.</param>
/// <param name="Head">The head it gets; none: it is deleted.</param>
public sealed record BranchMove(BranchName Branch, Option<VersionId> Expected, Option<VersionId> Head)
{
    /// <summary>A new branch.</summary>
    /// <param name="branch">The branch, which must not exist.</param>
    /// <param name="head">Its head.</param>
    /// <returns>The move.</returns>
    public static BranchMove Create(BranchName branch, VersionId head) => new(branch, Option<VersionId>.None, head);

    /// <summary>A branch that goes on.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="expected">The head it must have now.</param>
    /// <param name="head">The head it gets.</param>
    /// <returns>The move.</returns>
    public static BranchMove Advance(BranchName branch, VersionId expected, VersionId head) =>
        new(branch, expected, head);

    /// <summary>A branch that ends. Its versions stay.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="expected">The head it must have now.</param>
    /// <returns>The move.</returns>
    public static BranchMove Delete(BranchName branch, VersionId expected) =>
        new(branch, expected, Option<VersionId>.None);
}
