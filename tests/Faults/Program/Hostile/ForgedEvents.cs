using Timeline.Causality;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Rows;
using Timeline.Sqlite;
using Timeline.Values;
using static Timeline.Tests.Faults.Program.Hostile.Answers;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>A file of events, errors and clocks whose rows say something else, under seals that are right.</summary>
internal static class ForgedEvents
{
    public static IReadOnlyList<ReplicaId> Nodes { get; } = [ReplicaId.Of("n"), ReplicaId.Of("bob 😀")];

    public static Event Event(int number) => Right(Events.Event.Create(new EventDraft
    {
        Id = Right(EventId.Parse($"01ARZ3NDEKTSV4RRFFQ69G5{number:D3}")),
        AggregateId = $"order-{number % 3}",
        Type = "created",
        NodeId = Nodes[number % 2].Text,
        Timestamp = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero).AddSeconds(number),
        ProjectUuid = Guid.Empty,
        LamportTime = number + 1,
        Payload = Value.Of($"{number}"),
    }));

    public static ErrorEntry Error(int number) => Right(ErrorEntry.Create(new ErrorDraft
    {
        Id = Right(EventId.Parse($"01ARZ3NDEKTSV4RRFFQ69G6{number:D3}")),
        Timestamp = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero).AddSeconds(number),
        Action = "save",
        Message = $"disk full {number}",
        Resolution = "freed",
        Agent = "ada",
    }));

    public static void Record(string path) => RecordAsync(path).GetAwaiter().GetResult();

    /// <summary>Forges some rows and does with the file all that can be done.</summary>
    public static bool Use(byte[] file, int seed)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.db");
        File.WriteAllBytes(path, file);
        var random = new Random(seed);
        using (var database = Database.Open(path, readOnly: false))
        {
            for (var left = 1 + random.Next(3); left > 0; left--) Forge(database, random);
        }

        return StoreEntrances.UseEvents(path);
    }

    private static async Task RecordAsync(string path)
    {
        await using var events = SqliteEventStore.Open(path);
        _ = Right(await events.SaveAsync([.. Enumerable.Range(0, 8).Select(Event)]).ConfigureAwait(false));
        await using var errors = SqliteErrorStore.Open(path);
        _ = Right(await errors.AppendAsync([.. Enumerable.Range(0, 5).Select(Error)]).ConfigureAwait(false));
        await using var clocks = SqliteClockStore.Open(path);
        foreach (var node in Nodes) _ = Right(await clocks.AdvanceAsync(node, 7).ConfigureAwait(false));
    }

    private static void Forge(Database database, Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                ForgeEvent(database, random);
                break;
            case 1:
                ForgeError(database, random);
                break;
            default:
                var clock = new ClockRow(random.Next(3) == 0 ? Edges.Text(random) : Nodes[random.Next(2)].Text, Edges.Number(random));
                using (var put = new Statement(database, "INSERT OR REPLACE INTO clock(node, time, seal) VALUES(?1, ?2, ?3)"))
                    put.Begin().Bind(1, clock.Node).Bind(2, clock.Time).Bind(3, clock.Seal()).Run();
                break;
        }
    }

    private static void ForgeEvent(Database database, Random random)
    {
        var number = 1 + random.Next(8);
        var row = EventRow.Of(EventPosition.Of(number), Event(number - 1));
        row = random.Next(6) switch
        {
            0 => row with { Id = Edges.Text(random) },
            1 => row with { Aggregate = Edges.Text(random) },
            2 => row with { Type = Edges.Text(random) },
            3 => row with { Node = Edges.Text(random) },
            4 => row with { Body = Edges.Json(random) },
            _ => EventRow.Of(EventPosition.Of(number), Event(random.Next(100))),
        };
        using var put = new Statement(
            database, "INSERT OR REPLACE INTO event(number, id, aggregate, type, node, body, seal) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        put.Begin().Bind(1, number).Bind(2, row.Id).Bind(3, row.Aggregate).Bind(4, row.Type).Bind(5, row.Node)
            .BindText(6, row.Body).Bind(7, row.Seal()).Run();
    }

    private static void ForgeError(Database database, Random random)
    {
        var number = 1 + random.Next(5);
        var row = ErrorRow.Of(number, Error(number - 1));
        row = random.Next(7) switch
        {
            0 => row with { Id = Edges.Text(random) },
            1 => row with { Time = Edges.Number(random) },
            2 => row with { Action = Edges.Text(random) },
            3 => row with { Message = Edges.Text(random) },
            4 => row with { Resolution = Edges.Text(random) },
            5 => row with { Agent = Edges.Text(random) },
            _ => row with { Number = Edges.Number(random) },
        };
        using var put = new Statement(
            database, "INSERT OR REPLACE INTO error(number, id, time, action, message, resolution, agent, seal) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        put.Begin().Bind(1, row.Number).Bind(2, row.Id).Bind(3, row.Time).Bind(4, row.Action).Bind(5, row.Message)
            .Bind(6, row.Resolution).Bind(7, row.Agent).Bind(8, row.Seal()).Run();
    }
}
