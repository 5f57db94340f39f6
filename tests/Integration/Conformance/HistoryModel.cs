using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>What a store should say, kept in the plainest way.</summary>
internal sealed class HistoryModel(HistoryName name)
{
    public HistoryName Name { get; } = name;

    public List<(NewVersion Version, Draft Document, int[] Parents)> Versions { get; } = [];

    public SortedDictionary<string, int> Heads { get; } = new(StringComparer.Ordinal);

    public System.Collections.Generic.HashSet<int> Pruned { get; } = [];

    public string Current { get; set; } = "main";

    public VersionRef Ref(int number) => new(number, Versions[number].Version.Id);

    public StoredHistory ToStored() => new(
        Name, Versions.Count, [.. Heads.Select(head => new StoredBranch(BranchName.Of(head.Key), Ref(head.Value)))])
    {
        Current = BranchName.Of(Current),
    };

    public StoredVersion ToStored(int number, VersionDetail detail = VersionDetail.Full)
    {
        var (version, _, parents) = Versions[number];
        return new StoredVersion
        {
            Number = number,
            Id = version.Id,
            Parents = [.. parents.Select(Ref)],
            Stamp = version.Stamp,
            Changes = 1,
            ContentHash = version.ContentHash,
            IsPruned = Pruned.Contains(number),
            Digests = Pruned.Contains(number) ? version.Header.Digests : null,
            Payload = detail == VersionDetail.Headers || Pruned.Contains(number) ? null : version.Payload,
        };
    }
}
