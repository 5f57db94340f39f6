using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

public sealed partial class SqliteHistoryStore
{
    /// <inheritdoc/>
    public ValueTask<VerifyReport> VerifyAsync(
        VerifyOptions? options = null, CancellationToken cancellation = default) => _access.Read(
            () => new Verification(this, options ?? VerifyOptions.Default, cancellation).Run(), cancellation);

    /// <summary>One verification of the whole file.</summary>
    private sealed class Verification(SqliteHistoryStore store, VerifyOptions options, CancellationToken cancellation)
    {
        private readonly Findings _findings = new();
        private long _total;

        public VerifyReport Run()
        {
            _ = Guarded(CheckFile);
            _ = Guarded(() => Schema.OfHistories.CheckViews(store._database));
            var histories = store._histories.AllWhole(Guarded);
            _total = histories.Sum(history => history.Versions);
            foreach (var history in histories) _ = _findings.Guarded(history.Name, null, () => Check(history));
            _ = Guarded(() => _findings.CheckTotals(
                store._database.Number("SELECT count(*) FROM version NOT INDEXED"),
                store._database.Number("SELECT count(*) FROM branch")));

            // What was found is true of a file that is no store any more.
            if (store._database.IsReplaced) throw Trouble.Replaced(store.Path);
            return _findings.Report(histories.Count);
        }

        private bool Guarded(Action check) => _findings.Guarded(null, null, check);

        private void CheckFile()
        {
            var lines = store._database.Texts("PRAGMA integrity_check").SelectMany(it => it.Split('\n'));
            foreach (var line in lines)
                if (line != "ok") _findings.Add(null, $"SQLite says: {TimelineError.OnOneLine(line)}");
        }

        private void Check(HistoryRow history)
        {
            _findings.Branches += history.Branches;
            var name = HistoryName.Of(history.Name);
            _ = _findings.Guarded(history.Name, null, () => _ = store.Reader(history));
            if (_findings.AreMissing(history, store._versions.CountOf(history.Key))) return;
            var reader = new VersionReader(store._database, store._versions, history);
            var verifier = new ChainVerifier(name, FirstParents(history), options.Check);
            for (var number = 0L; number < history.Versions; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                _findings.Versions++;
                if (!_findings.Guarded(history.Name, number, () => Check(number, reader, verifier))) verifier.Skip();
                options.Progress?.Report(new StoreProgress(_findings.Versions, _total));
            }

            var branches = store._branches.AllWhole(
                history, reader, check => _findings.Guarded(history.Name, null, check));
            _findings.Add(verifier.Heads(branches));
        }

        /// <summary>The parents as the rows name them; none where that cannot be read, which is found later.</summary>
        private IEnumerable<long?> FirstParents(HistoryRow history)
        {
            for (var number = 0L; number < history.Versions; number++)
                yield return FirstParent(VersionRow.KeyOf(history.Key, number));
        }

        private long? FirstParent(long key)
        {
            var statement = store._versions.Parent;
            try
            {
                return statement.Begin().Bind(1, key).Step() && !statement.IsNull(0) ? statement.Long(0) : null;
            }
            catch (HistoryStoreException damage) when (damage.Trouble == StoreTrouble.Corrupt)
            {
                return null;
            }
            finally
            {
                _ = statement.Begin();
            }
        }

        private void Check(long number, VersionReader reader, ChainVerifier verifier)
        {
            var row = reader.Row(number);
            var version = reader.ToStored(row, VersionDetail.Full);
            var snapshot = reader.Snapshot(row);
            if (row.IsPruned) _findings.Pruned++;
            _findings.Add(verifier.Next(version, row.HeaderOver(version.Payload), snapshot));
        }
    }
}
