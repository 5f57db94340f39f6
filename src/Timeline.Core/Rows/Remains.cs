using System.Collections.Immutable;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>What could be read of a history in a damaged store; none of it is believed before it is proved.</summary>
/// <param name="Key">The number that stands for the history in the store's keys.</param>
/// <param name="Row">Its own row; null where that is not what was written.</param>
/// <param name="Versions">The rows of versions that could be read, by number.</param>
/// <param name="Branches">The rows of branches that could be read.</param>
internal sealed record Remains(
    long Key,
    HistoryRow? Row,
    IReadOnlyDictionary<long, FoundVersion> Versions,
    IReadOnlyList<FoundBranch> Branches)
{
    /// <summary>A history of which nothing is left.</summary>
    public static Remains Nothing { get; } =
        new(0, null, ImmutableDictionary<long, FoundVersion>.Empty, []);

    /// <summary>The seal over a branch of this history.</summary>
    public long SealOf(string branch, VersionRef head) =>
        new HistoryRow("", Key, 0, "", 0, 0).SealOf(branch, head);
}

/// <summary>A row of a branch as it was found.</summary>
/// <param name="Name">The name.</param>
/// <param name="Head">The number of the head.</param>
/// <param name="Seal">The seal, over the head's id too.</param>
internal sealed record FoundBranch(string Name, long Head, long Seal);

/// <summary>A row of a version as it was found, and the digests of what it holds.</summary>
/// <param name="Id">What it says its id is; null where that is none.</param>
/// <param name="Parents">The numbers it gives for its parents.</param>
/// <param name="Stamp">When, by whom, with what words.</param>
/// <param name="Digests">Those of its payload, or in place of it; null where neither can be read.</param>
/// <param name="Content">The digest of the exact bytes.</param>
/// <param name="IsPruned">Whether its payload was given up.</param>
/// <param name="IsSealed">Whether the row's seal fits, and with it its number and id.</param>
/// <param name="HadContent">Whether it is sure that its payload was not given up.</param>
internal sealed record FoundVersion(
    VersionId? Id,
    ImmutableArray<long> Parents,
    Stamp Stamp,
    PayloadDigests? Digests,
    Digest? Content,
    bool IsPruned,
    bool IsSealed,
    bool HadContent)
{
    /// <summary>Whether the row is the version of its id, given the ids of its parents.</summary>
    public bool IsProvedOver(ImmutableArray<VersionId> parents) =>
        Digests is { } digests
        && new VersionHeader(parents, Stamp, digests.Patch, digests.Source, Content).ToId() == Id;
}
