using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Values;

namespace Timeline.Storage;

/// <summary>Holds the versions of one history, in the order of their numbers, against their ids and each
/// other.</summary>
/// <remarks>It keeps the values of all versions it has seen, which share what they have in common.</remarks>
/// <param name="history">The history, for the findings.</param>
public sealed class ChainVerifier(HistoryName history)
{
    private readonly List<VersionId> _ids = [];
    private readonly List<Value?> _values = [];
    private readonly System.Collections.Generic.HashSet<long> _unreadable = [];

    /// <summary>Passes over the next version, which cannot be read.</summary>
    public void Skip()
    {
        _ = _unreadable.Add(_ids.Count);
        _ids.Add(default);
        _values.Add(null);
    }

    /// <summary>Checks the next version.</summary>
    /// <param name="version">The version with its payload, unless that is pruned.</param>
    /// <param name="header">What the id is made of.</param>
    /// <param name="snapshot">The snapshot kept with it, as compact JSON text; null for none.</param>
    /// <returns>What is wrong with it.</returns>
    public IReadOnlyList<VerifyFinding> Next(
        StoredVersion version, VersionHeader header, ReadOnlyMemory<byte>? snapshot)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(header);
        var faults = FaultsOfChain(version, header).Concat(FaultsOfPayload(version, header)).ToList();
        var value = ValueOf(version, snapshot, faults);
        _ids.Add(version.Id);
        _values.Add(value);
        return [.. faults.Select(fault => new VerifyFinding(history.Text, version.Number, fault))];
    }

    private IEnumerable<string> FaultsOfChain(StoredVersion version, VersionHeader header)
    {
        if (version.Number != _ids.Count) yield return "its number does not follow the one before";
        if (header.ToId() != version.Id) yield return "its id is not the digest of its header";
        if (!header.Parents.SequenceEqual(version.Parents.Select(parent => parent.Id)))
            yield return "its parents are others than its id was made from";
        if (version.Parents.Any(parent => !IsThere(parent))) yield return "a parent of it is not there";
    }

    private bool IsThere(VersionRef parent) =>
        parent.Number < _ids.Count && (_ids[(int)parent.Number] == parent.Id || _unreadable.Contains(parent.Number));

    private static IEnumerable<string> FaultsOfPayload(StoredVersion version, VersionHeader header)
    {
        if (version.Payload is not { } payload) yield break;
        if (Digest.Of(payload.Patch.Span) != header.PatchHash)
            yield return "its patch is another than its id was made from";
        if ((payload.Source is { } source ? Digest.Of(source.Span) : (Digest?)null) != header.SourceHash)
            yield return "its source is another than its id was made from";
        if (PatchText.CountOperations(payload.Patch.Span) != version.Changes)
            yield return "its count of changes is not that of its patch";
    }

    private Value? ValueOf(StoredVersion version, ReadOnlyMemory<byte>? snapshot, List<string> faults)
    {
        if (version.IsPruned) return null;
        var kept = snapshot is { } text ? Restored(Restoring.OfSnapshot(text.Span), faults) : null;
        var number = version.Parents.IsEmpty ? -1 : (int)version.Parents[0].Number;
        var before = number < 0 ? Value.OfNull() : number < _values.Count ? _values[number] : null;
        if (before is null)
        {
            if (kept is null && snapshot is null && !IsLost(number))
                faults.Add("it cannot be restored from what is kept");
            return kept ?? Lost(version.Number);
        }

        var value = Restored(Restoring.Apply(history, before, version), faults);
        if (value is null) return kept ?? Lost(version.Number);
        if (snapshot is not null && !value.ExactlyEquals(kept)) faults.Add("its snapshot is not what its patches make");
        return value;
    }

    // What stands on a version that cannot be read is not at fault itself.
    private bool IsLost(long number) => _unreadable.Contains(number);

    private Value? Lost(long number)
    {
        _ = _unreadable.Add(number);
        return null;
    }

    private static Value? Restored(Either<TimelineError, Value> value, List<string> faults)
    {
        foreach (var error in value.LeftToSeq()) faults.Add(error.Message);
        return value.IsRight ? value.ValueUnsafe() : null;
    }
}
