using System.Globalization;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Values;

namespace Timeline.Storage;

/// <summary>Holds the versions of one history, in the order of their numbers, against their ids and each
/// other.</summary>
/// <remarks>
/// It keeps the values that a version to come stands on, which share what they have in common; of every version
/// besides its id and its first parent's number.
/// </remarks>
public sealed class ChainVerifier
{
    private readonly HistoryName _history;
    private readonly Func<HistoryName, StoredVersion, Value, VerifyFinding?>? _check;
    private readonly List<VersionId> _ids = [];
    private readonly Dictionary<VersionId, int> _numbers = [];
    private readonly Dictionary<long, Value> _values = [];
    private readonly System.Collections.Generic.HashSet<long> _unreadable = [];
    private readonly System.Collections.Generic.HashSet<long> _pruned = [];

    // How many versions to come have a version as their first parent.
    private readonly Dictionary<long, int> _awaited;
    private readonly long?[] _firstParents;

    /// <summary>A verifier of a history.</summary>
    /// <param name="history">The history, for the findings.</param>
    /// <param name="firstParents">
    /// For each version, in the order of numbers, the number of its first parent, or null: so that a value is let go
    /// when the last version that stands on it is checked. A parent that is not named so counts as not kept.
    /// </param>
    /// <param name="check">One more check of each value; null for none.</param>
    public ChainVerifier(
        HistoryName history,
        IEnumerable<long?> firstParents,
        Func<HistoryName, StoredVersion, Value, VerifyFinding?>? check = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(firstParents);
        _history = history;
        _check = check;
        _firstParents = [.. firstParents];
        _awaited = _firstParents.OfType<long>().CountBy(parent => parent).ToDictionary();
    }

    /// <summary>How many values are kept for versions to come.</summary>
    internal int Kept => _values.Count;

    /// <summary>Passes over the next version, which cannot be read.</summary>
    public void Skip()
    {
        _ = _unreadable.Add(_ids.Count);
        End(default, null);
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
        var faults = FaultsOfChain(version, header).Concat(FaultsOfPayload(version, header))
            .Select(fault => Finding(version, fault)).ToList();
        var value = ValueOf(version, snapshot, faults);
        End(version.Id, value);
        if (value is not null && _check?.Invoke(_history, version, value) is { } finding) faults.Add(finding);
        return faults;
    }

    /// <summary>Checks the heads, once all versions were seen: each is there, is the one that is meant, and can be
    /// restored.</summary>
    /// <param name="branches">The branches.</param>
    /// <returns>What is wrong with them.</returns>
    public IReadOnlyList<VerifyFinding> Heads(IEnumerable<StoredBranch> branches)
    {
        ArgumentNullException.ThrowIfNull(branches);
        return
        [
            .. from branch in branches
               let fault = FaultOf(branch.Head)
               where fault is not null
               let words = $"it is the head of '{branch.Name}' and {fault}"
               select new VerifyFinding(_history.Text, branch.Head.Number, words),
        ];
    }

    private string? FaultOf(VersionRef head)
    {
        if (head.Number < 0 || head.Number >= _ids.Count) return "is not there";
        if (_unreadable.Contains(head.Number)) return null;
        if (_ids[(int)head.Number] != head.Id) return "is another version than the branch was moved to";
        return _pruned.Contains(head.Number) ? "its content was given up" : null;
    }

    private VerifyFinding Finding(StoredVersion version, string fault, ValuePath? path = null) =>
        new(_history.Text, version.Number, fault) { Path = path };

    /// <summary>Keeps the value of the version just seen if another awaits it, and lets go of what it stood
    /// on.</summary>
    private void End(VersionId id, Value? value)
    {
        var number = _ids.Count;
        _ids.Add(id);
        if (id != default) _ = _numbers.TryAdd(id, number);
        if (value is not null && _awaited.ContainsKey(number)) _values[number] = value;
        if (number >= _firstParents.Length || _firstParents[number] is not { } parent) return;
        if (--_awaited[parent] == 0) _ = _values.Remove(parent);
    }

    private IEnumerable<string> FaultsOfChain(StoredVersion version, VersionHeader header)
    {
        if (version.Number != _ids.Count) yield return "its number does not follow the one before";
        if (_numbers.TryGetValue(version.Id, out var same))
            yield return string.Create(CultureInfo.InvariantCulture, $"it is version {same} a second time");
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

    private Value? ValueOf(StoredVersion version, ReadOnlyMemory<byte>? snapshot, List<VerifyFinding> faults)
    {
        if (version.IsPruned)
        {
            _ = _pruned.Add(version.Number);
            return null;
        }

        var kept = snapshot is { } text ? Restored(version, Restoring.OfSnapshot(text.Span), faults) : null;
        var number = version.Parents.IsEmpty ? -1 : (int)version.Parents[0].Number;
        var before = number < 0 ? Value.OfNull() : _values.GetValueOrDefault(number);
        if (before is null)
        {
            if (kept is null && snapshot is null && !IsLost(number))
                faults.Add(Finding(version, "it cannot be restored from what is kept"));
            return kept ?? Lost(version.Number);
        }

        var value = Restored(version, Restoring.Apply(_history, before, version), faults);
        if (value is null) return kept ?? Lost(version.Number);
        if (kept is not null && !value.ExactlyEquals(kept))
        {
            var path = ExactDifference.Between(value, kept);
            faults.Add(Finding(version, "its snapshot is not what its patches make", path));
        }

        return value;
    }

    // What stands on a version that cannot be read is not at fault itself.
    private bool IsLost(long number) => _unreadable.Contains(number);

    private Value? Lost(long number)
    {
        _ = _unreadable.Add(number);
        return null;
    }

    private Value? Restored(StoredVersion version, Either<TimelineError, Value> value, List<VerifyFinding> faults)
    {
        foreach (var error in value.LeftToSeq())
        {
            var cause = error is TimelineError.PatchUnfit unfit ? unfit.Cause : error;
            var fault = error is TimelineError.PatchUnfit ? $"its patch does not apply: {cause.Message}"
                : $"its snapshot cannot be read: {cause.Message}";
            faults.Add(Finding(version, fault, PathOf(cause)));
        }

        return value.IsRight ? value.ValueUnsafe() : null;
    }

    private static ValuePath? PathOf(TimelineError cause) => cause switch
    {
        TimelineError.JsonPatchFailed failed => ValuePath.Of(failed.Path),
        _ => null,
    };
}
