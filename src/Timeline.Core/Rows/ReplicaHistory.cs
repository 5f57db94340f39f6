using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>A history in a store that was verified, of which a damaged one may take versions.</summary>
internal sealed class ReplicaHistory
{
    private readonly Dictionary<VersionId, StoredVersion> _byId;
    private readonly Dictionary<long, StoredVersion> _byNumber;

    /// <summary>A history.</summary>
    /// <param name="store">Which of the stores it is in.</param>
    /// <param name="history">Its count and branches.</param>
    /// <param name="versions">Its versions that nothing is wrong with, without payloads.</param>
    public ReplicaHistory(int store, StoredHistory history, IReadOnlyCollection<StoredVersion> versions)
    {
        (Store, History) = (store, history);
        _byNumber = versions.ToDictionary(version => version.Number);
        _byId = versions.ToDictionary(version => version.Id);
    }

    /// <summary>Which of the stores it is in.</summary>
    public int Store { get; }

    /// <summary>Its count and branches.</summary>
    public StoredHistory History { get; }

    /// <summary>The ids of all versions that may be taken.</summary>
    public IEnumerable<VersionId> Ids => _byId.Keys;

    public StoredVersion? Find(VersionId id) => _byId.GetValueOrDefault(id);

    public StoredVersion? At(long number) => _byNumber.GetValueOrDefault(number);
}
