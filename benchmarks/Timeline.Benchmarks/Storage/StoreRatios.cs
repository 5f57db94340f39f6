using System.Diagnostics;
using Timeline.Benchmarks.Measuring;
using Timeline.Benchmarks.Ratios;
using Timeline.Changes;
using Timeline.Storage;

namespace Timeline.Benchmarks.Storage;

/// <summary>The SQLite store against SQLite driven by hand, with the same journal and the same flushes.</summary>
internal static class StoreRatios
{
    public static IEnumerable<Contest> All(Effort effort)
    {
        using var data = new StoreData();
        yield return Appending(data, "append, one version per transaction", 1 / 0.7, versions: 1, rounds: 50);
        yield return Appending(data, "append, 1,000 versions per transaction", 1 / 0.5, versions: 1000, rounds: 1);
        var last = Math.Min(500, data.Versions.Count - 1);

        // So much code takes part that the usual warming is over before the last version of it runs.
        for (var round = 0; round < effort.Of(150, 15); round++)
            _ = (ByHand(data.Bare, last), Restore(data.Store, VersionData.Name, last));
        yield return Contest.OfTime(
            "restore a version 500 patches on", "reading and parsing by hand", 1.5,
            () => ByHand(data.Bare, last), () => Restore(data.Store, VersionData.Name, last));
        yield return RestoringFirst(data, last);
        using var wide = new CommitData(effort.Of(1_000_000, 100_000));
        yield return new Contest(
            $"commit one of {wide.Entries:N0} entries, beyond bare SQLite", "1 ms", 1,
            () => TimeSpan.FromMilliseconds(1).TotalNanoseconds, wide.Surplus, "ns");
    }

    private static Contest Appending(StoreData data, string name, double most, int versions, int rounds)
    {
        double Measure(Action<int> append)
        {
            var started = Stopwatch.GetTimestamp();
            for (var round = 0; round < rounds; round++) append(round);
            return Stopwatch.GetElapsedTime(started).TotalNanoseconds / (rounds * versions);
        }

        // The peer goes first in each round, and both append the same.
        var made = Array.Empty<(AppendBatch Batch, List<byte[]> Ids, List<byte[]> Patches)>();
        return Contest.OfTurns(
            name, "bare SQLite", most,
            () =>
            {
                made = [.. Enumerable.Range(0, rounds).Select(_ => data.Versions.Make(versions))];
                return Measure(round => data.Bare.Append(made[round].Ids, made[round].Patches));
            },
            () => Measure(round => data.Versions.Append(made[round].Batch)));
    }

    /// <summary>As soon as the file was opened, when nothing was read and no version proved before.</summary>
    private static Contest RestoringFirst(StoreData data, long last) => new(
        "restore a version 500 patches on, just opened", "reading and parsing by hand, just opened", 1.5,
        () =>
        {
            using var bare = data.OpenBare();
            return Stopwatched.Nanoseconds(() => ByHand(bare, last), 1);
        },
        () =>
        {
            // The peer has compiled its statements.
            var store = data.Open();
            _ = Restore(store, StoreData.Other, 0);
            var taken = Stopwatched.Nanoseconds(() => Restore(store, VersionData.Name, last), 1);
            store.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return taken;
        },
        "ns")
    {
        // A round is one restore, and those of a millisecond differ.
        Rounds = 200,
    };

    // Reading and parsing only: what restoring adds to it (checking, applying) is what the bound is about.
    private static object? ByHand(BareSqlite bare, long last)
    {
        JsonPatch? parsed = null;
        foreach (var patch in bare.Patches(0, last))
            parsed = JsonPatch.Parse(patch).IfLeft(error => throw new InvalidOperationException(error.Message));
        return parsed;
    }

    private static object Restore(IHistoryStore store, HistoryName history, long last) =>
        store.RestoreAsync(history, last).AsTask().GetAwaiter().GetResult()
            .IfLeft(error => throw new InvalidOperationException(error.Message));
}
