using System.Collections.Immutable;
using Timeline.Rows;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>A history in all replicas that have it.</summary>
/// <param name="Name">The history.</param>
/// <param name="Replicas">It, the preferred store first.</param>
internal sealed record Replicated(HistoryName Name, IReadOnlyList<ReplicaHistory> Replicas);

/// <summary>Reads what replicas have to give: all that a verification finds nothing wrong with.</summary>
internal sealed class ReplicaReader(
    IReadOnlyList<IHistoryStore> stores, IProgress<StoreProgress>? progress, CancellationToken cancellation)
{
    private const int Page = 1024;

    private readonly SortedDictionary<string, List<ReplicaHistory>> _found = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    /// <returns>The histories, by name.</returns>
    public async ValueTask<IReadOnlyList<Replicated>> ReadAsync()
    {
        for (var store = 0; store < stores.Count; store++) await ReadAsync(store).ConfigureAwait(false);
        return [.. _found.Select(entry => new Replicated(HistoryName.Of(entry.Key), entry.Value))];
    }

    private async ValueTask ReadAsync(int store)
    {
        var report = await stores[store].VerifyAsync(new VerifyOptions { Progress = progress }, cancellation)
            .ConfigureAwait(false);
        var faults = report.Findings.ToLookup(finding => finding.History, finding => finding.Number);
        foreach (var history in await HistoriesAsync(stores[store]).ConfigureAwait(false))
        {
            if (faults[history.Name.Text].Contains(null)) continue;
            var bad = faults[history.Name.Text].ToHashSet();
            if (!_found.TryGetValue(history.Name.Text, out var found)) _found[history.Name.Text] = found = [];
            found.Add(await ReadAsync(store, history, bad).ConfigureAwait(false));
        }
    }

    /// <summary>The histories that a replica can name: it may be damaged too.</summary>
    private async ValueTask<ImmutableArray<StoredHistory>> HistoriesAsync(IHistoryStore store)
    {
        try
        {
            return await store.HistoriesAsync(cancellation).ConfigureAwait(false);
        }
        catch (HistoryStoreException damage) when (damage.Trouble == StoreTrouble.Corrupt)
        {
            return store is SqliteHistoryStore file
                ? await file.WholeHistoriesAsync(cancellation).ConfigureAwait(false)
                : [];
        }
    }

    private async ValueTask<ReplicaHistory> ReadAsync(int store, StoredHistory history, HashSet<long?> bad)
    {
        var versions = new List<StoredVersion>();
        for (var first = 0L; first < history.Count; first += Page)
        {
            var last = Math.Min(first + Page, history.Count);
            var isWhole = !bad.Any(number => number >= first && number < last);
            if (isWhole && await RangeAsync(store, history, first, Page).ConfigureAwait(false) is { } page)
            {
                versions.AddRange(page);
                continue;
            }

            // A page with a fault in it is refused as a whole, so its versions are asked for one by one.
            for (var number = first; number < last; number++)
            {
                if (bad.Contains(number)) continue;
                versions.AddRange(await RangeAsync(store, history, number, 1).ConfigureAwait(false) ?? []);
            }
        }

        return new ReplicaHistory(store, history, versions);
    }

    /// <summary>Versions, or null where one of them cannot be read: it may be whole and stand on one that is
    /// missing.</summary>
    private async ValueTask<ImmutableArray<StoredVersion>?> RangeAsync(
        int store, StoredHistory history, long first, int count)
    {
        try
        {
            return await stores[store].ReadRangeAsync(history.Name, first, count, VersionDetail.Headers, cancellation)
                .ConfigureAwait(false);
        }
        catch (HistoryStoreException damage) when (damage.Trouble == StoreTrouble.Corrupt)
        {
            return null;
        }
    }
}
