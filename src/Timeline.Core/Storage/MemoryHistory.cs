using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>One history of a <see cref="MemoryHistoryStore"/>: an immutable value.</summary>
/// <param name="Name">The name.</param>
/// <param name="Rows">The versions, by number.</param>
/// <param name="Numbers">The number of each version, by id; sorted, so that a prefix is a range.</param>
/// <param name="Heads">The branches.</param>
/// <param name="Current">The branch that is worked on.</param>
internal sealed record MemoryHistory(
    HistoryName Name,
    ImmutableList<MemoryHistory.Row> Rows,
    ImmutableSortedDictionary<VersionId, long> Numbers,
    ImmutableSortedDictionary<string, VersionRef> Heads,
    BranchName Current) : IAppendLedger
{
    public long Count => Rows.Count;

    public static MemoryHistory Empty(HistoryName name) => new(
        name,
        [],
        ImmutableSortedDictionary<VersionId, long>.Empty,
        ImmutableSortedDictionary.Create<string, VersionRef>(StringComparer.Ordinal),
        BranchName.Main);

    public StoredHistory ToStored() =>
        new(Name, Count, [.. Heads.Select(head => new StoredBranch(BranchName.Of(head.Key), head.Value))])
        {
            Current = Current,
        };

    public bool TryFind(VersionId id, out LedgerEntry entry)
    {
        var found = Numbers.TryGetValue(id, out var number);
        entry = found ? new LedgerEntry(number, At(number).Version.IsPruned, At(number).Weight) : default;
        return found;
    }

    public bool TryHead(BranchName branch, out VersionRef head) => Heads.TryGetValue(branch.Text, out head);

    public Row At(long number) => Rows[(int)number];

    public MemoryHistory Append(AppendPlan plan, IReadOnlyDictionary<int, ReadOnlyMemory<byte>> snapshots)
    {
        var heads = Heads.ToBuilder();
        foreach (var move in plan.Moves)
        {
            _ = heads.Remove(move.Branch.Text);
            foreach (var head in move.After) heads.Add(move.Branch.Text, head);
        }

        return this with
        {
            Rows = Rows.AddRange(plan.Added.Select(added => Row.Of(added, snapshots))),
            Numbers = Numbers.AddRange(
                plan.Added.Select(added => KeyValuePair.Create(added.Version.Id, added.Number))),
            Heads = heads.ToImmutable(),
            Current = plan.Current ?? Current,
        };
    }

    public Either<TimelineError, RestoreChain> Chain(long number)
    {
        var steps = new List<StoredVersion>();
        for (var row = At(number); ; row = At(row.Version.Parents[0].Number))
        {
            if (row.Version.IsPruned) return new TimelineError.VersionPruned(Name, row.Version.Number);
            if (row.Snapshot is { } snapshot) return Chain(snapshot, steps);
            steps.Add(row.Version);
            if (row.Version.Parents.IsEmpty) return Chain(null, steps);
        }
    }

    private static RestoreChain Chain(ReadOnlyMemory<byte>? snapshot, List<StoredVersion> newestFirst)
    {
        newestFirst.Reverse();
        return new RestoreChain(snapshot, [.. newestFirst]);
    }

    /// <summary>A version as it is kept.</summary>
    /// <param name="Version">What is given back.</param>
    /// <param name="Header">What the id is made of; it stays when the payload goes.</param>
    /// <param name="Weight">What is kept of the chain that the version is restored from.</param>
    /// <param name="Snapshot">The value as compact JSON text, where it was due.</param>
    public sealed record Row(
        StoredVersion Version, VersionHeader Header, ChainWeight Weight, ReadOnlyMemory<byte>? Snapshot)
    {
        public static Row Of(PlannedVersion added, IReadOnlyDictionary<int, ReadOnlyMemory<byte>> snapshots) => new(
            new StoredVersion
            {
                Number = added.Number,
                Id = added.Version.Id,
                Parents = added.Parents,
                Stamp = added.Version.Stamp,
                Changes = added.Version.Changes,
                ContentHash = added.Version.ContentHash,
                IsPruned = added.Version.Payload is null,
                Payload = added.Version.Payload,
                Digests = added.Version.Payload is null ? added.Version.Header.Digests : null,
            },
            added.Version.Header,
            added.Weight,
            added.WithSnapshot ? snapshots[added.Index] : default(ReadOnlyMemory<byte>?));

        public Row Dropped() => this with
        {
            Version = Version with { IsPruned = true, Payload = null, Digests = Header.Digests },
            Snapshot = null,
        };
    }
}
