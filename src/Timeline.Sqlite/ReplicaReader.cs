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
            if (await ReadAsync(store, history, bad).ConfigureAwait(false) is not { } read) continue;
            if (!_found.TryGetValue(history.Name.Text, out var found)) _found[history.Name.Text] = found = [];
            found.Add(read);
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

    private async ValueTask<ReplicaHistory?> ReadAsync(int store, StoredHistory history, HashSet<long?> bad)
    {
        try
        {
            var versions = new List<StoredVersion>();
            for (var first = 0L; first < history.Count; first += Page)
            {
                var page = await PageAsync(store, history, first, bad).ConfigureAwait(false);
                versions.AddRange(page.Where(version => !bad.Contains(version.Number)));
            }

            return new ReplicaHistory(store, history, versions);
        }
        catch (HistoryStoreException damage) when (damage.Trouble == StoreTrouble.Corrupt)
        {
            return null;
        }
    }

    // A page with a fault in it is refused as a whole, so its versions are asked for one by one.
    private async ValueTask<ImmutableArray<StoredVersion>> PageAsync(
        int store, StoredHistory history, long first, HashSet<long?> bad)
    {
        var last = Math.Min(first + Page, history.Count);
        if (!bad.Any(number => number >= first && number < last))
        {
            return await stores[store].ReadRangeAsync(history.Name, first, Page, VersionDetail.Headers, cancellation)
                .ConfigureAwait(false);
        }

        var page = ImmutableArray.CreateBuilder<StoredVersion>();
        for (var number = first; number < last; number++)
        {
            if (bad.Contains(number)) continue;
            var one = await stores[store]
                .ReadRangeAsync(history.Name, number, 1, VersionDetail.Headers, cancellation).ConfigureAwait(false);
            page.AddRange(one);
        }

        return page.ToImmutable();
    }
}
