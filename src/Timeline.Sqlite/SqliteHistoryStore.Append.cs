using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Timeline.Histories;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

public sealed partial class SqliteHistoryStore
{
    // How many rows on each side are asked whether they are a version that the index of ids does not know.
    private const int Nearby = 128;

    /// <inheritdoc/>
    public ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(batch);

        // What can be made before the file is held, is: other processes wait less.
        var coded = new CodedBatch(batch);
        return _access.Write(() => Append(history, batch, coded), cancellation);
    }

    private Either<TimelineError, Appended> Append(HistoryName history, AppendBatch batch, CodedBatch coded)
    {
        var known = _histories.Find(history);
        var row = known ?? new HistoryRow(history.Text, 0, 0, BranchName.Main.Text, 0, 0);
        var planned = AppendPlan.Make(history, batch, new Ledger(this, row), _options.Snapshots, coded);
        if (planned.IsLeft)
        {
            _ = planned.IfLeft(error => RefuseLostRow(row, error));
            return planned.Map(plan => plan.Result);
        }

        var plan = planned.ValueUnsafe();
        if (plan.IsEmpty) return plan.Result;
        if (plan.Result.Count > VersionRow.MostNumbers)
        {
            throw Trouble.Of(
                StoreTrouble.InputOutput, "a history has at most 4,294,967,296 versions; begin another one");
        }

        if (known is null) row = _histories.Make(history);
        else foreach (var added in plan.Added) RefuseLostRow(row, added);
        var key = row.Key;
        _versions.Insert([.. plan.Added.Select(added => coded.ToRow(key, added))]);
        row = row with { Versions = plan.Result.Count, Current = plan.Current?.Text ?? row.Current };
        foreach (var move in plan.Moves) row = _branches.Apply(row, move);
        _histories.Put(row);
        return plan.Result;
    }

    /// <summary>An index that was damaged finds nothing; before it is said that a version is not there, every row is
    /// asked. What was appended would stand on damage, so it is not helped over.</summary>
    private void RefuseLostRow(HistoryRow history, TimelineError error)
    {
        if (error is not TimelineError.VersionIdUnknown unknown) return;
        RefuseLostRow(history, unknown.Id, 0, history.Versions);
    }

    /// <summary>Refuses a version that is there and that a damaged index has lost: it would be there twice.</summary>
    /// <remarks>
    /// A version is only there after its parents, so one that stands on the newest, as nearly all do, cannot be. Of
    /// those after the parents only some are asked, or a branch from long ago would cost a look at all since: the
    /// first, where the child of a version mostly is, and the last. What is there twice all the same is found by a
    /// verification.
    /// </remarks>
    private void RefuseLostRow(HistoryRow history, PlannedVersion added)
    {
        var first = added.Parents.IsEmpty ? 0 : added.Parents.Max(parent => parent.Number) + 1;
        if (first >= history.Versions) return;
        var end = Math.Min(first + Nearby, history.Versions);
        RefuseLostRow(history, added.Version.Id, first, end);
        RefuseLostRow(history, added.Version.Id, Math.Max(end, history.Versions - Nearby), history.Versions);
    }

    private void RefuseLostRow(HistoryRow history, VersionId id, long first, long end)
    {
        var matches = Matches(_versions.ByScan, history, id, id, first, end);
        if (matches.IsEmpty) return;
        throw HistoryStoreException.Corrupt(
            Path, history.Name, matches[0].Number, "the index of ids does not lead to it any more");
    }

    /// <summary>What an append asks of a history in the file.</summary>
    private sealed class Ledger(SqliteHistoryStore store, HistoryRow history) : IAppendLedger
    {
        // A history that is not there yet has no rows to count.
        private readonly VersionReader? _reader = history.Key == 0 ? null : store.Reader(history);

        public long Count => history.Versions;

        public bool TryFind(VersionId id, out LedgerEntry entry)
        {
            entry = default;
            if (_reader is null) return false;
            var matches = store.Matches(history, id, id);
            if (matches.IsEmpty) return false;
            var number = matches[0].Number;
            var statement = store._versions.Entry;
            if (!statement.Begin().Bind(1, VersionRow.KeyOf(history.Key, number)).Step()) return false;
            var weight = new ChainWeight(statement.Long(1), statement.Long(2));
            entry = new LedgerEntry(number, statement.Long(0) != 0, weight);
            _ = statement.Begin();
            return true;
        }

        public bool TryHead(BranchName branch, out VersionRef head)
        {
            head = default;
            return _reader is not null && store._branches.TryFind(history, branch, _reader, out head);
        }
    }
}
