using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>What an append must know of the history it goes to.</summary>
public interface IAppendLedger
{
    /// <summary>How many versions there are.</summary>
    long Count { get; }

    /// <summary>Finds a version.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="entry">What an append must know of it.</param>
    /// <returns>Whether there is one.</returns>
    bool TryFind(VersionId id, out LedgerEntry entry);

    /// <summary>Finds the head of a branch.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="head">Its head.</param>
    /// <returns>Whether there is such a branch.</returns>
    bool TryHead(BranchName branch, out VersionRef head);
}
