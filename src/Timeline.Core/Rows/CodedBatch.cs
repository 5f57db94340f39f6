using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>A batch as it will lie in the file.</summary>
internal sealed class CodedBatch : IStoredSizes
{
    private readonly AppendBatch _batch;
    private readonly PayloadCoding.Coded[] _payloads;
    private readonly Dictionary<int, byte[]> _snapshots = [];

    public CodedBatch(AppendBatch batch)
    {
        _batch = batch;
        _payloads = batch.Versions.IsDefault
            ? []
            : [.. batch.Versions.Select(version =>
                version.Payload is { } payload ? PayloadCoding.Encode(payload) : default)];
    }

    public long OfPayload(int index) => _payloads[index].Length;

    public long OfSnapshot(int index)
    {
        var snapshot = Compression.Compress(_batch.Versions[index].Snapshot!().Span, Compression.Quick);
        _snapshots[index] = snapshot;
        return snapshot.Length;
    }

    /// <summary>The row of a version of the batch.</summary>
    /// <param name="history">The history's key.</param>
    /// <param name="added">The version.</param>
    /// <returns>The row.</returns>
    public VersionRow ToRow(long history, PlannedVersion added) => new()
    {
        History = history,
        Number = added.Number,
        Id = added.Version.Id,
        Parents = added.Parents,
        Time = added.Version.Stamp.Ticks - DateTime.UnixEpoch.Ticks,
        Actor = added.Version.Stamp.Actor,
        Label = added.Version.Stamp.Label,
        Changes = added.Version.Changes,
        Content = added.Version.ContentHash?.ToBytes(),
        Weight = added.Weight,
        Pack = null,
        PatchHash = added.Version.Payload is null ? added.Version.Header.PatchHash.ToBytes() : null,
        SourceHash = added.Version.Payload is null ? added.Version.Header.SourceHash?.ToBytes() : null,
        Patch = _payloads[added.Index].Patch,
        PatchIsText = _payloads[added.Index].PatchIsText,
        Source = _payloads[added.Index].Source,
        Snapshot = added.WithSnapshot ? _snapshots[added.Index] : null,
    };
}
