using System.Collections.Immutable;
using Timeline.Storage;

namespace Timeline.Rows;

/// <summary>Finds out which version stands under each number of a damaged history. Used once.</summary>
internal sealed class HealingSlots
{
    private readonly Remains _remains;
    private readonly IReadOnlyList<ReplicaHistory> _replicas;
    private readonly long _count;

    // Up to which the store itself had versions, as far as is known; above, replicas may have gone another way.
    private readonly long _known;

    // What stands where: also of versions that are lost, whose id may be known all the same.
    private readonly List<VersionId?> _ids = [];
    private readonly Dictionary<VersionId, long> _numbers = [];
    private readonly SortedDictionary<long, HealedVersion> _healed = [];

    // Where rows stand whose seal says so, and what others say of a number.
    private readonly Dictionary<VersionId, long> _sealed = [];

    // Where rows stand that are versions of before a second time; written out, the two are one again.
    private readonly HashSet<long> _again = [];
    private readonly Dictionary<long, List<VersionId>> _named = [];

    // The same of rows whose seal does not fit, which may name what was never theirs.
    private readonly Dictionary<long, List<VersionId>> _guessed = [];
    private readonly Dictionary<ReplicaHistory, long> _partings = [];

    public HealingSlots(Remains remains, IReadOnlyList<ReplicaHistory> replicas)
    {
        (_remains, _replicas) = (remains, replicas);
        foreach (var (number, found) in remains.Versions.OrderBy(row => row.Key))
            if (found is { IsSealed: true, Id: { } id } && !_sealed.TryAdd(id, number)) _ = _again.Add(number);
        var count = replicas.Select(replica => replica.History.Count).DefaultIfEmpty(0).Max();
        _known = remains.Row?.Versions ?? Known(Math.Max(count, _sealed.Values.DefaultIfEmpty(-1).Max() + 1));
        _count = remains.Row?.Versions ?? Math.Max(count, _known);
        foreach (var branch in remains.Branches) NameHead(branch);
        foreach (var found in remains.Versions.Values) NameParents(found, found.IsSealed ? _named : _guessed);
    }

    /// <summary>The versions that were found, by number.</summary>
    public ImmutableArray<HealedVersion> Versions => [.. _healed.Values];

    /// <summary>The version of a number, where it can be had and its content too.</summary>
    public VersionRef? At(long number) =>
        _healed.GetValueOrDefault(number) is { IsPruned: false } version ? version.Ref : null;

    /// <summary>The version of a number, where it was here and its content is too.</summary>
    public VersionRef? OwnAt(long number) => _healed.GetValueOrDefault(number)?.Own is null ? null : At(number);

    /// <summary>The version of an id, where it can be had and its content too.</summary>
    public VersionRef? Find(VersionId id) => _numbers.TryGetValue(id, out var number) ? At(number) : null;

    /// <summary>Fills one slot after the other.</summary>
    /// <returns>The numbers of those for which there is nothing.</returns>
    public List<long> Fill()
    {
        var lost = new List<long>();
        for (var number = 0L; number < _count; number++)
        {
            if (Healed(number) is { } version)
            {
                _healed[number] = version;
                Settle(number, version.Ref.Id);
                continue;
            }

            // What stands on it is not lost with it.
            if (number >= _known) break;
            lost.Add(number);
            Settle(number, _remains.Versions.GetValueOrDefault(number)?.Id);
        }

        return lost;
    }

    /// <summary>How many versions rows are left of. A number that is damaged itself may say anything.</summary>
    private long Known(long sure) => _remains.Versions
        .Where(row => row.Value.IsSealed || row.Key < sure + _remains.Versions.Count)
        .Select(row => row.Key).DefaultIfEmpty(-1).Max() + 1;

    private void Settle(long number, VersionId? id)
    {
        _ids.Add(id);
        if (id is { } known) _ = _numbers.TryAdd(known, number);
    }

    private HealedVersion? Healed(long number) =>
        Own(number)
        ?? Candidates(number).Select(id => Taken(number, id)).FirstOrDefault(version => version is not null);

    /// <summary>The ids that may belong to a number, the surest first.</summary>
    private IEnumerable<VersionId> Candidates(long number)
    {
        var found = _remains.Versions.GetValueOrDefault(number);
        if (found is { IsSealed: true, Id: { } certain })
        {
            yield return certain;
            yield break;
        }

        var own = found?.Id;
        if (own is { } id && _replicas.Any(replica => replica.Find(id)?.Number == number)) yield return id;
        foreach (var named in _named.GetValueOrDefault(number) ?? []) yield return named;
        foreach (var replica in _replicas)
            if (replica.At(number) is { } same && MayBe(found, same, replica)) yield return same.Id;
        foreach (var guessed in _guessed.GetValueOrDefault(number) ?? []) yield return guessed;
        if (own is { } elsewhere) yield return elsewhere;
    }

    /// <summary>Whether a replica's version may be the one of its number here: only as far as both went one way, and
    /// not where the row says that another stood there.</summary>
    private bool MayBe(FoundVersion? found, StoredVersion same, ReplicaHistory replica) =>
        found?.Id is null ? same.Number < PartingFrom(replica) : found.Stamp == same.Stamp;

    /// <summary>The first number under which the replica is sure to have another version.</summary>
    private long PartingFrom(ReplicaHistory replica)
    {
        if (_partings.TryGetValue(replica, out var known)) return known;
        return _partings[replica] = _sealed
            .Where(own => replica.At(own.Value) is { } other && other.Id != own.Key)
            .Select(own => own.Value).DefaultIfEmpty(long.MaxValue).Min();
    }

    private HealedVersion? Own(long number)
    {
        if (_remains.Versions.GetValueOrDefault(number) is not { Id: { } id } found) return null;
        if (!IsFree(number, id) || Parents(number, found.Parents) is not { } parents) return null;
        if (!found.IsProvedOver([.. parents.Select(parent => parent.Id)])) return null;
        var version = new HealedVersion(new VersionRef(number, id), parents, found, null, -1);
        if (found.IsSealed) return version;

        // The id does not say where the version stands, nor how many changes it had before it was pruned.
        if (IsElsewhere(number, id)) return null;
        if (!found.IsPruned) return version;
        return From(id) is var (store, taken) ? version with { Taken = taken, Store = store } : null;
    }

    private HealedVersion? Taken(long number, VersionId id)
    {
        if (!IsFree(number, id) || From(id) is not var (store, version)) return null;

        // What a replica has given up is not what was damaged here.
        if (version.IsPruned && _remains.Versions.GetValueOrDefault(number) is { HadContent: true }) return null;
        var parents = version.Parents
            .Select(parent => new VersionRef(_numbers.GetValueOrDefault(parent.Id, -1), parent.Id));
        return parents.All(parent => parent.Number >= 0)
            ? new HealedVersion(new VersionRef(number, id), [.. parents], null, version, store)
            : null;
    }

    private (int Store, StoredVersion Version)? From(VersionId id)
    {
        var found = _replicas
            .Select(replica => (replica.Store, Version: replica.Find(id)))
            .Where(at => at.Version is not null)
            .OrderBy(at => at.Version!.IsPruned)
            .ToList();
        return found.Count == 0 ? null : (found[0].Store, found[0].Version!);
    }

    private bool IsFree(long number, VersionId id) =>
        _again.Contains(number)
        || (!_numbers.ContainsKey(id) && (!_sealed.TryGetValue(id, out var at) || at == number));

    private bool IsElsewhere(long number, VersionId id) => _replicas.Any(replica =>
        replica.Find(id) is { } there && there.Number != number && replica.At(number) is { } other && other.Id != id);

    private ImmutableArray<VersionRef>? Parents(long number, ImmutableArray<long> numbers)
    {
        var parents = ImmutableArray.CreateBuilder<VersionRef>();
        foreach (var parent in numbers)
        {
            if (parent < 0 || parent >= number || _ids[(int)parent] is not { } id) return null;
            parents.Add(new VersionRef(parent, id));
        }

        return parents.ToImmutable();
    }

    /// <summary>A branch's seal names the id of its head.</summary>
    private void NameHead(FoundBranch branch)
    {
        if (_remains.Versions.GetValueOrDefault(branch.Head) is { IsSealed: true }) return;
        foreach (var id in _replicas.SelectMany(replica => replica.Ids))
        {
            if (_remains.SealOf(branch.Name, new VersionRef(branch.Head, id)) == branch.Seal)
                Name(_named, branch.Head, id);
        }
    }

    /// <summary>A version that a replica has too names the ids of its parents.</summary>
    private void NameParents(FoundVersion found, Dictionary<long, List<VersionId>> names)
    {
        if (found.Id is not { } id) return;
        foreach (var version in _replicas.Select(replica => replica.Find(id)))
        {
            if (version?.Parents.Length != found.Parents.Length) continue;
            for (var i = 0; i < found.Parents.Length; i++) Name(names, found.Parents[i], version.Parents[i].Id);
        }
    }

    private static void Name(Dictionary<long, List<VersionId>> names, long number, VersionId id)
    {
        if (!names.TryGetValue(number, out var ids)) names[number] = ids = [];
        if (!ids.Contains(id)) ids.Add(id);
    }
}
