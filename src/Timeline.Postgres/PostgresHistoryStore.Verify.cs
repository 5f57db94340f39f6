using Npgsql;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Postgres;

public sealed partial class PostgresHistoryStore
{
    /// <inheritdoc/>
    public ValueTask<VerifyReport> VerifyAsync(
        VerifyOptions? options = null, CancellationToken cancellation = default) => _database.Read(
            (connection, token) =>
                new Verification(this, connection, options ?? VerifyOptions.Default, token).Run(),
            cancellation);

    /// <summary>One verification of all histories, as they were at one moment.</summary>
    private sealed class Verification(
        PostgresHistoryStore store,
        NpgsqlConnection connection,
        VerifyOptions options,
        CancellationToken cancellation)
    {
        // How many rows are in memory at once.
        private const long Page = 256;

        private readonly Findings _findings = new();
        private long _total;

        public async ValueTask<VerifyReport> Run()
        {
            var histories = await connection.Batch(store._tables.Histories).Rows(Checked, cancellation)
                .ConfigureAwait(false);
            _total = histories.OfType<HistoryRow>().Sum(history => history.Versions);
            foreach (var history in histories.OfType<HistoryRow>()) await Check(history).ConfigureAwait(false);
            var totals = await connection.Batch(store._tables.Totals)
                .Rows(from => (Versions: from.GetInt64(0), Branches: from.GetInt64(1)), cancellation)
                .ConfigureAwait(false);
            _findings.CheckTotals(totals[0].Versions, totals[0].Branches);
            return _findings.Report(histories.Count);
        }

        private HistoryRow? Checked(NpgsqlDataReader from)
        {
            HistoryRow? history = null;
            _ = _findings.Guarded(null, null, () => history = HistoryReader.History(store._database.Name, from));
            return history;
        }

        private async ValueTask Check(HistoryRow history)
        {
            var name = HistoryName.Of(history.Name);
            var reader = store.Reader(name);
            var branches = await CheckBranches(history, reader).ConfigureAwait(false);
            var parents = (await connection.Batch(store._tables.Parents, history.Name)
                .Rows(from => (Number: from.GetInt64(0), Parent: from.Number(1)), cancellation).ConfigureAwait(false))
                .ToDictionary(row => row.Number, row => row.Parent);
            if (_findings.AreMissing(history, parents.Count)) return;
            var verifier = new ChainVerifier(name, FirstParents(parents, history.Versions), options.Check);
            for (var first = 0L; first < history.Versions; first += Page)
                await Check(history, reader, verifier, first).ConfigureAwait(false);
            _findings.Add(verifier.Heads(branches));
            _findings.Versions += Math.Max(0, parents.Count - history.Versions);
            if (parents.Count > history.Versions)
                _findings.Add(history.Name, "its count of versions is not that of its rows");
        }

        private async ValueTask<IReadOnlyList<StoredBranch>> CheckBranches(HistoryRow history, HistoryReader reader)
        {
            var branches = await connection.Batch(store._tables.Branches, history.Name)
                .Rows(
                    from =>
                    {
                        _findings.Branches++;
                        (StoredBranch, long)? branch = null;
                        _ = _findings.Guarded(history.Name, null, () => branch = reader.Branch(history, from));
                        return branch;
                    },
                    cancellation).ConfigureAwait(false);
            if (branches.TrueForAll(branch => branch is not null))
            {
                _ = _findings.Guarded(
                    history.Name, null, () => reader.Branches(history, [.. branches.Select(branch => branch!.Value)]));
            }

            return [.. from branch in branches where branch is not null select branch.Value.Item1];
        }

        private static IEnumerable<long?> FirstParents(Dictionary<long, long?> parents, long count)
        {
            for (var number = 0L; number < count; number++) yield return parents.GetValueOrDefault(number);
        }

        private async ValueTask Check(
            HistoryRow history, HistoryReader reader, ChainVerifier verifier, long first)
        {
            var last = Math.Min(first + Page, history.Versions);
            var rows = new Dictionary<long, (VersionRow Row, long Seal)>();
            _ = await connection.Batch(store._tables.Range, history.Name, first, last)
                .Rows(
                    from => _findings.Guarded(
                        history.Name, from.GetInt64(0), () => rows[from.GetInt64(0)] = reader.Version(from)),
                    cancellation).ConfigureAwait(false);
            for (var number = first; number < last; number++)
            {
                _findings.Versions++;
                var at = number;
                if (!_findings.Guarded(history.Name, at, () => Check(reader, verifier, rows, at))) verifier.Skip();
                options.Progress?.Report(new StoreProgress(_findings.Versions, _total));
            }
        }

        private void Check(
            HistoryReader reader,
            ChainVerifier verifier,
            Dictionary<long, (VersionRow Row, long Seal)> rows,
            long number)
        {
            if (!rows.TryGetValue(number, out var read)) throw reader.Damage(number, "it is missing");
            var row = reader.Sealed([read])[0];
            var version = reader.ToStored([row], VersionDetail.Full)[0];
            var snapshot = reader.Snapshot(row);
            if (row.IsPruned) _findings.Pruned++;
            _findings.Add(verifier.Next(version, row.HeaderOver(version.Payload), snapshot));
        }
    }
}
