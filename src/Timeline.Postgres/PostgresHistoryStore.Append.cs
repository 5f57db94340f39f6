using System.Collections.Immutable;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using Npgsql;
using Timeline.Histories;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

public sealed partial class PostgresHistoryStore
{
    // From here on copying costs less than statements.
    private const int Many = 16;

    /// <inheritdoc/>
    public async ValueTask<Either<TimelineError, Appended>> AppendAsync(
        HistoryName history, AppendBatch batch, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(batch);

        // What can be made before the history is locked, is: others wait less.
        var coded = new CodedBatch(batch);
        var (given, isInDoubt) = await AppendAtOnce(history, batch, coded, cancellation).ConfigureAwait(false);
        if (given is not null) return given;
        try
        {
            var (result, known, isAlone) = await _database.Write(
                (connection, token) => Append(connection, history, batch, coded, isInDoubt, token), cancellation)
                .ConfigureAwait(false);
            if (known is not null) _known.Learn(known, isAlone);
            return result;
        }
        catch (Exception failure) when (isInDoubt && failure is HistoryStoreException or OperationCanceledException)
        {
            throw _database.Unknown(failure);
        }
    }

    /// <summary>Appends what is held against all that is there, with the history locked meanwhile.</summary>
    /// <returns>What was appended or why not, what is known once it is committed, and whether nobody came between this
    /// append and the one before it.</returns>
    private async ValueTask<(Either<TimelineError, Appended> Result, LastKnown? Known, bool IsAlone)> Append(
        NpgsqlConnection connection,
        HistoryName history,
        AppendBatch batch,
        CodedBatch coded,
        bool isInDoubt,
        CancellationToken cancellation)
    {
        var ledger = await Ledger.Read(connection, this, history, batch, cancellation).ConfigureAwait(false);

        // An attempt that was lost changes nothing any more: the row it was to find is not there. But it may have.
        if (isInDoubt && batch.Versions.Any(version => ledger.TryFind(version.Id, out _))) throw _database.Unknown();
        var planned = AppendPlan.Make(history, batch, ledger, _database.Options.Snapshots, coded);
        if (planned.IsLeft) return (planned.Map(plan => plan.Result), null, false);
        var plan = planned.ValueUnsafe();
        if (plan.IsEmpty) return (plan.Result, null, false);
        var rows = plan.Added.Select(added => coded.ToRow(ledger.History.Key, added)).ToArray();
        var seals = SealsOf(rows);
        var arguments = rows.Select((row, i) => HistoryTables.ToArguments(history.Text, row, seals[i]));
        if (rows.Length >= Many)
        {
            await connection.Copy(_tables.CopyVersions, arguments, cancellation).ConfigureAwait(false);
            arguments = [];
        }

        // A history that another made meanwhile is there already: then all of this is done again.
        var after = After(ledger.History, plan);
        var writes = connection.Batch(
            ledger.IsNew ? _tables.InsertHistory : _tables.UpdateHistory, HistoryTables.ToArguments(after));
        foreach (var version in arguments) writes = writes.And(_tables.InsertVersion, version);
        foreach (var move in plan.Moves) writes = Move(writes, after, move);
        var writer = await writes.AllRows(from => from.GetFieldValue<uint>(0), cancellation).ConfigureAwait(false);
        var before = _known.Of(ledger.History, ledger.Writer);
        return (plan.Result, ledger.ToKnown(before).After(after, writer[0], plan), ledger.IsNew || before is not null);
    }

    private NpgsqlBatch Move(NpgsqlBatch writes, HistoryRow history, PlannedMove move)
    {
        var branch = move.Branch.Text;
        return move.After.Match(
            head => writes.And(
                _tables.PutBranch, history.Name, branch, head.Number, history.SealOf(branch, head)),
            () => writes.And(_tables.DeleteBranch, history.Name, branch));
    }

    /// <summary>What an append asks of a history: all of it is read at once, and the history locked.</summary>
    private sealed class Ledger : IAppendLedger
    {
        private readonly Dictionary<VersionId, LedgerEntry> _entries = [];
        private Dictionary<BranchName, VersionRef> _heads = [];

        private Ledger(HistoryName history) => History = new HistoryRow(
            history.Text, HistoryTables.KeyOf(history.Text), 0, BranchName.Main.Text, 0, 0);

        /// <summary>The history's row; an empty one where there is none yet.</summary>
        public HistoryRow History { get; private set; }

        public bool IsNew { get; private set; } = true;

        /// <summary>The transaction that wrote the history's row.</summary>
        public uint Writer { get; private set; }

        public long Count => History.Versions;

        public static async ValueTask<Ledger> Read(
            NpgsqlConnection connection,
            PostgresHistoryStore store,
            HistoryName history,
            AppendBatch batch,
            CancellationToken cancellation)
        {
            var ledger = new Ledger(history);
            await ledger.Read(connection, store, batch, cancellation).ConfigureAwait(false);

            // What follows a version that is there may be there as well.
            if (batch.Versions.IsDefault || !batch.Versions.Any(version => ledger.TryFind(version.Id, out _)))
                return ledger;
            var all = batch.Versions.Select(version => version.Id.ToBytes()).ToArray();
            var entries = await connection.Batch(store._tables.Entries, history.Text, all)
                .Rows(ToEntry, cancellation).ConfigureAwait(false);
            ledger.Add(entries);
            return ledger;
        }

        private async ValueTask Read(
            NpgsqlConnection connection,
            PostgresHistoryStore store,
            AppendBatch batch,
            CancellationToken cancellation)
        {
            var (tables, history) = (store._tables, History.Name);
            var asking = connection.Batch(tables.HistoryToChange, history)
                .And(tables.Entries, history, IdsToAsk(batch))
                .And(tables.Branches, history);
            await using var closing = asking.ConfigureAwait(false);
            var reader = await asking.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using var ending = reader.ConfigureAwait(false);
            var rows = await reader.Rows(
                from => (HistoryReader.History(store._database.Name, from), from.GetFieldValue<uint>(6)), cancellation)
                .ConfigureAwait(false);
            if (rows.Count == 0) return;
            ((History, Writer), IsNew) = (rows[0], false);
            _ = await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            Add(await reader.Rows(ToEntry, cancellation).ConfigureAwait(false));
            _ = await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            var checking = store.Reader(HistoryName.Of(history));
            var branches = await reader.Rows(from => checking.Branch(History, from), cancellation)
                .ConfigureAwait(false);
            _heads = checking.Branches(History, branches).ToDictionary(branch => branch.Name, branch => branch.Head);
        }

        public bool TryFind(VersionId id, out LedgerEntry entry) => _entries.TryGetValue(id, out entry);

        public bool TryHead(BranchName branch, out VersionRef head) => _heads.TryGetValue(branch, out head);

        /// <summary>What is kept of it for the next append: what is about heads.</summary>
        /// <param name="before">What was known of the same row.</param>
        public LastKnown ToKnown(LastKnown? before)
        {
            var entries = ImmutableDictionary.CreateBuilder<VersionId, LedgerEntry>();
            foreach (var head in _heads.Values)
            {
                if (_entries.TryGetValue(head.Id, out var entry) || before?.TryFind(head.Id, out entry) is true)
                    entries[head.Id] = entry;
            }

            return new LastKnown(History, Writer, _heads.ToImmutableDictionary(), entries.ToImmutable());
        }

        private void Add(List<(VersionId Id, LedgerEntry Entry)> entries)
        {
            foreach (var (id, entry) in entries) _entries[id] = entry;
        }

        private static (VersionId Id, LedgerEntry Entry) ToEntry(NpgsqlDataReader from) => (
            new VersionId(from.Bytes(0)!),
            new LedgerEntry(
                from.GetInt64(1), from.GetBoolean(2), new ChainWeight(from.GetInt64(3), from.GetInt64(4))));

        // A version is only there after its parents. So if those of the batch that follow none of it are not there,
        // none of it is.
        private static byte[][] IdsToAsk(AppendBatch batch)
        {
            var versions = batch.Versions.IsDefault ? [] : batch.Versions;
            var moves = batch.Moves.IsDefault ? [] : batch.Moves;
            var own = versions.Select(version => version.Id).ToHashSet();
            return
            [
                .. versions.Where(version => version.Parents.IsEmpty || !own.Contains(version.Parents[0]))
                    .Select(version => version.Id)
                    .Concat(versions.SelectMany(version => version.Parents).Where(id => !own.Contains(id)))
                    .Concat(moves.SelectMany(move => move.Head).Where(id => !own.Contains(id)))
                    .Distinct().Select(id => id.ToBytes()),
            ];
        }
    }
}
