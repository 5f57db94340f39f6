using System.Diagnostics;
using LanguageExt;
using Timeline.Benchmarks.Ratios;
using Timeline.Events;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Postgres;

namespace Timeline.Benchmarks.Storage;

/// <summary>Stores of events, and of histories on a server, against the bare databases doing the same inserts with the same
/// durability.</summary>
internal static class EventRatios
{
    private const double Most = 1 / 0.7;

    // Of a history, as the store in a file is held to.
    private const double MostOfMany = 1 / 0.5;

    public static IEnumerable<Contest> All()
    {
        var folder = Directory.CreateTempSubdirectory("timeline-").FullName;
        using (var bare = new BareSqliteEvents(Path.Combine(folder, "bare.db")))
        {
            var store = SqliteEventStore.Open(Path.Combine(folder, "events.db"));
            var data = new EventData();
            foreach (var (name, count, rounds) in Sizes("SQLite: save"))
                yield return Saving(name, "bare SQLite", data, store, rows => bare.Insert(rows), count, rounds);
            Wait(store.DisposeAsync().AsTask());
        }

        Directory.Delete(folder, recursive: true);
        if (PostgresServer.Unavailable is { } reason)
        {
            Console.Error.WriteLine($"events: PostgreSQL is left out: {reason}");
            yield break;
        }

        foreach (var contest in OnServer()) yield return contest;
    }

    private static IEnumerable<Contest> OnServer()
    {
        var server = Wait(PostgresServerData.Start());
        var data = new EventData();
        foreach (var (name, count, rounds) in Sizes("PostgreSQL: save"))
            yield return Saving(name, "bare PostgreSQL", data, server.Events, rows => Wait(server.Bare.Insert(rows)), count, rounds);
        foreach (var (name, count, rounds) in Sizes("PostgreSQL: append"))
            yield return Appending(name, server.Versions, server.Bare, count, rounds);
        Wait(server.DisposeAsync().AsTask());
    }

    private static IEnumerable<(string Name, int Count, int Rounds)> Sizes(string what) =>
        [($"{what}, one per transaction", 1, 100), ($"{what}, 1,000 per transaction", 1000, 2)];

    private static Contest Saving(
        string name,
        string peer,
        EventData data,
        IEventStore store,
        Action<IReadOnlyList<EventData.Columns>> insert,
        int count,
        int rounds)
    {
        var made = Array.Empty<(List<Event> Events, List<EventData.Columns> Rows)>();
        return Contest.OfTurns(
            name, peer, Most,
            () =>
            {
                made = [.. Enumerable.Range(0, rounds).Select(_ => data.Make(count))];
                return Measured(rounds, count, round => insert(made[round].Rows));
            },
            () => Measured(rounds, count, round => Right(Wait(store.SaveAsync(made[round].Events).AsTask()))));
    }

    private static Contest Appending(string name, VersionData data, BarePostgres bare, int count, int rounds)
    {
        var made = Array.Empty<(AppendBatch Batch, List<byte[]> Ids, List<byte[]> Patches)>();
        return Contest.OfTurns(
            name, "bare PostgreSQL", count == 1 ? Most : MostOfMany,
            () =>
            {
                made = [.. Enumerable.Range(0, rounds).Select(_ => data.Make(count))];
                return Measured(rounds, count, round => Wait(bare.Append(made[round].Ids, made[round].Patches)));
            },
            () => Measured(rounds, count, round => data.Append(made[round].Batch)));
    }

    private static double Measured(int rounds, int count, Action<int> act)
    {
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < rounds; round++) act(round);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / (rounds * count);
    }

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Right<T>(Either<TimelineError, T> answer) =>
        _ = answer.IfLeft(error => throw new InvalidOperationException(error.Message));
}
