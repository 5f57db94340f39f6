namespace Timeline.Storage;

/// <summary>Holds the versions of one history, in the order of their numbers, against their ids and each other.</summary>
/// <param name="history">The history, for the findings.</param>
public sealed class ChainVerifier(HistoryName history)
{
    private readonly List<VersionId> _ids = [];

    /// <summary>Checks the next version.</summary>
    /// <param name="version">The version with its payload, unless that is pruned.</param>
    /// <param name="header">What the id is made of.</param>
    /// <param name="snapshot">The snapshot kept with it, as compact JSON text; null for none.</param>
    /// <returns>What is wrong with it.</returns>
    public IEnumerable<VerifyFinding> Next(
        StoredVersion version, VersionHeader header, ReadOnlyMemory<byte>? snapshot)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(header);
        _ = snapshot;
        var findings = new List<VerifyFinding>();
        void Find(string fault) => findings.Add(new VerifyFinding(history.Text, version.Number, fault));

        if (version.Number != _ids.Count) Find("its number does not follow the one before");
        if (header.ToId() != version.Id) Find("its id is not the digest of its header");
        if (!header.Parents.SequenceEqual(version.Parents.Select(parent => parent.Id)))
            Find("its parents are others than its id was made from");
        if (version.Parents.Any(parent => parent.Number >= _ids.Count || _ids[(int)parent.Number] != parent.Id))
            Find("a parent of it is not there");
        if (version.Payload is { } payload)
        {
            if (Digest.Of(payload.Patch.Span) != header.PatchHash) Find("its patch is another than its id was made from");
            if ((payload.Source is { } source ? Digest.Of(source.Span) : (Digest?)null) != header.SourceHash)
                Find("its source is another than its id was made from");
        }

        _ids.Add(version.Id);
        return findings;
    }
}
