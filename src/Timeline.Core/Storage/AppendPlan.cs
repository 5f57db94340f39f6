using System.Collections.Immutable;
using LanguageExt;
using Timeline.Histories;

namespace Timeline.Storage;

/// <summary>What an append comes down to, once held against what is there: the rules that all stores share.</summary>
/// <param name="Added">The versions to write, in order.</param>
/// <param name="Moves">The moves to make.</param>
/// <param name="Current">The branch that becomes the current one; null leaves it.</param>
/// <param name="Result">What the append answers when it is done.</param>
public sealed record AppendPlan(
    ImmutableArray<PlannedVersion> Added, ImmutableArray<PlannedMove> Moves, BranchName? Current, Appended Result)
{
    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => Added.IsEmpty && Moves.IsEmpty && Current is null;

    /// <summary>Holds a batch against what is there.</summary>
    /// <remarks>Cost: one look-up for each version whose first parent is not in the batch, and two for each
    /// move.</remarks>
    /// <param name="history">The history, for the errors.</param>
    /// <param name="batch">What is to be appended.</param>
    /// <param name="ledger">What is there.</param>
    /// <param name="policy">When a snapshot is due.</param>
    /// <param name="sizes">What payloads and snapshots take in this store.</param>
    /// <returns>The plan, or why nothing can be appended.</returns>
    /// <exception cref="ArgumentException">The batch moves one branch twice, or moves none to none.</exception>
    public static Either<TimelineError, AppendPlan> Make(
        HistoryName history,
        AppendBatch batch,
        IAppendLedger ledger,
        SnapshotPolicy policy,
        IStoredSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(ledger);
        var making = new Making(history, ledger, policy, batch.Versions.IsDefault ? 0 : batch.Versions.Length);
        return making.Versions(batch.Versions.IsDefault ? [] : batch.Versions, sizes)
            ?? making.Moves(batch.Moves.IsDefault ? [] : batch.Moves)
            ?? making.ToPlan(batch.Current);
    }

    private sealed class Making(HistoryName history, IAppendLedger ledger, SnapshotPolicy policy, int capacity)
    {
        private readonly Dictionary<VersionId, LedgerEntry> _new = new(capacity);
        private readonly ImmutableArray<PlannedVersion>.Builder _added =
            ImmutableArray.CreateBuilder<PlannedVersion>(capacity);

        private readonly ImmutableArray<VersionRef>.Builder _versions =
            ImmutableArray.CreateBuilder<VersionRef>(capacity);

        private readonly ImmutableArray<PlannedMove>.Builder _moves = ImmutableArray.CreateBuilder<PlannedMove>();

        public Either<TimelineError, AppendPlan>? Versions(
            ImmutableArray<NewVersion> versions, IStoredSizes sizes)
        {
            for (var i = 0; i < versions.Length; i++)
                if (Add(versions[i], i, sizes) is { } error) return error;
            return null;
        }

        public Either<TimelineError, AppendPlan>? Moves(ImmutableArray<BranchMove> moves)
        {
            if (moves.Select(move => move.Branch).Distinct().Count() != moves.Length)
                throw new ArgumentException("A batch moves a branch once.", nameof(moves));
            foreach (var move in moves)
                if (Add(move) is { } error) return error;
            return null;
        }

        public Either<TimelineError, AppendPlan> ToPlan(BranchName? current) =>
            current is { } branch && !WillExist(branch)
                ? new TimelineError.BranchUnknown(history, branch)
                : new AppendPlan(
                    _added.ToImmutable(), _moves.ToImmutable(), current, new Appended(_versions.ToImmutable(), Next));

        private bool WillExist(BranchName branch)
        {
            foreach (var move in _moves)
                if (move.Branch == branch) return move.After.IsSome;
            return ledger.TryHead(branch, out _);
        }

        private long Next => ledger.Count + _added.Count;

        private TimelineError? Add(NewVersion version, int index, IStoredSizes sizes)
        {
            // A version whose parent is new cannot be there: a version is only there after its parents.
            var follows = version.Parents.Length > 0 && _new.ContainsKey(version.Parents[0]);
            if (follows ? _new.TryGetValue(version.Id, out var there) : TryFind(version.Id, out there))
            {
                _versions.Add(new VersionRef(there.Number, version.Id));
                return null;
            }

            var parents = new VersionRef[version.Parents.Length];
            var isPruned = version.Payload is null;
            var weight = SnapshotPolicy.Begin(isPruned ? 0 : sizes.OfPayload(index));
            var cut = false;
            for (var i = 0; i < parents.Length; i++)
            {
                if (!TryFind(version.Parents[i], out var parent))
                    return new TimelineError.VersionIdUnknown(history, version.Parents[i]);
                parents[i] = new VersionRef(parent.Number, version.Parents[i]);
                if (i > 0 || isPruned) continue;
                cut = parent.IsPruned;
                if (cut && version.Snapshot is null) return new TimelineError.VersionPruned(history, parent.Number);
                weight = SnapshotPolicy.Add(parent.Weight, weight.Snapshot);
            }

            var withSnapshot = parents.Length > 0 && version.Snapshot is not null && (cut || policy.IsDue(weight));
            if (withSnapshot) weight = SnapshotPolicy.Begin(sizes.OfSnapshot(index));
            var number = Next;
            _new.Add(version.Id, new LedgerEntry(number, isPruned, weight));
            _versions.Add(new VersionRef(number, version.Id));
            _added.Add(new PlannedVersion(version, index, number, [.. parents], weight, withSnapshot));
            return null;
        }

        private TimelineError? Add(BranchMove move)
        {
            var actual = ledger.TryHead(move.Branch, out var head) ? head : Option<VersionRef>.None;
            if (Mismatch(move, actual) is { } error) return error;
            var after = Option<VersionRef>.None;
            foreach (var id in move.Head)
            {
                if (!TryFind(id, out var entry)) return new TimelineError.VersionIdUnknown(history, id);
                if (entry.IsPruned) return new TimelineError.VersionPruned(history, entry.Number);
                after = new VersionRef(entry.Number, id);
            }

            _moves.Add(new PlannedMove(move.Branch, actual, after));
            return null;
        }

        private TimelineError? Mismatch(BranchMove move, Option<VersionRef> actual)
        {
            if (move.Expected.IsNone && move.Head.IsNone)
                throw new ArgumentException("A branch that must not exist cannot be deleted.", nameof(move));
            foreach (var expected in move.Expected)
            {
                foreach (var head in actual)
                {
                    return head.Id == expected
                        ? null
                        : new TimelineError.HeadMoved(history, move.Branch, expected, head);
                }

                return new TimelineError.BranchUnknown(history, move.Branch);
            }

            foreach (var head in actual) return new TimelineError.BranchExists(history, move.Branch, head);
            return null;
        }

        private bool TryFind(VersionId id, out LedgerEntry entry) =>
            _new.TryGetValue(id, out entry) || ledger.TryFind(id, out entry);
    }
}
