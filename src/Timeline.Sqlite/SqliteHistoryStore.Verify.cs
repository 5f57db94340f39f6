using System.Collections.Immutable;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

public sealed partial class SqliteHistoryStore
{
    /// <inheritdoc/>
    public ValueTask<VerifyReport> VerifyAsync(CancellationToken cancellation = default) =>
        _access.Read(() => new Verification(this, cancellation).Run(), cancellation);

    /// <summary>One verification of the whole file.</summary>
    private sealed class Verification(SqliteHistoryStore store, CancellationToken cancellation)
    {
        private readonly ImmutableArray<VerifyFinding>.Builder _findings =
            ImmutableArray.CreateBuilder<VerifyFinding>();
        private long _versions;
        private long _branches;
        private long _pruned;

        public VerifyReport Run()
        {
            _ = Guarded(null, null, CheckFile);
            var histories = new List<HistoryRow>();
            _ = Guarded(null, null, () => histories.AddRange(store._histories.All()));
            foreach (var history in histories) _ = Guarded(history.Name, null, () => Check(history));
            _ = Guarded(null, null, CheckTotals);
            return new VerifyReport(histories.Count, _versions, _pruned, _findings.ToImmutable());
        }

        private void CheckFile()
        {
            foreach (var line in store._database.Texts("PRAGMA integrity_check(20)"))
                if (line != "ok") _findings.Add(new VerifyFinding(null, null, $"SQLite says: {line}"));
        }

        private void Check(HistoryRow history)
        {
            _branches += history.Branches;
            _ = store.ToStored(history);
            var name = HistoryName.Of(history.Name);
            var reader = store.Reader(history);
            var verifier = new ChainVerifier(name, FirstParents(history));
            for (var number = 0L; number < history.Versions; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                _versions++;
                if (!Guarded(history.Name, number, () => Check(number, reader, verifier))) verifier.Skip();
            }
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
            if (row.IsPruned) _pruned++;
            _findings.AddRange(verifier.Next(version, row.HeaderOver(version.Payload), snapshot));
        }

        private void CheckTotals()
        {
            var rows = store._database.Number("SELECT count(*) FROM version NOT INDEXED");
            if (rows != _versions) _findings.Add(new VerifyFinding(null, null, "there are versions of no history"));
            var branches = store._database.Number("SELECT count(*) FROM branch");
            if (branches != _branches) _findings.Add(new VerifyFinding(null, null, "there are branches of no history"));
        }

        /// <summary>Turns damage that is met on the way into a finding.</summary>
        private bool Guarded(string? history, long? number, Action check)
        {
            try
            {
                check();
                return true;
            }
            catch (HistoryStoreException damage) when (damage.Trouble == StoreTrouble.Corrupt)
            {
                _findings.Add(new VerifyFinding(
                    damage.History ?? history, damage.Number ?? number, damage.Fault ?? damage.Message));
                return false;
            }
        }
    }
}
