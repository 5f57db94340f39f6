using Timeline.Causality;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Sqlite;
using Timeline.Tests.Faults.Loads;
using Timeline.Tests.Faults.Running;
using Timeline.Values;

namespace Timeline.Tests.Faults.Rot;

/// <summary>A file of events, clocks and errors that rots: it too says what was saved, or that it is damaged.</summary>
public sealed class EventFileRotTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Project = Guid.Parse("0b5f6a5e-7d3a-4f0e-9b1c-111111111111");

    private const string Node = "alice";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_rots_is_never_read_as_events_clocks_or_errors()
    {
        var whole = _folder.File("events.db");
        await RecordAsync(whole);
        var content = await ReadAsync(whole);
        var files = StoreBytes.Read(whole);
        var random = new Random(Extent.Seed);
        List<Damage> damages =
        [
            .. Enumerable.Range(0, Extent.Of(20, 334)).Select(_ => Damage.Flip(files, random)),
            .. Enumerable.Range(0, Extent.Of(6, 67)).Select(_ => Damage.Truncate(files, random)),
            .. Enumerable.Range(0, Extent.Of(4, 34)).Select(_ => Damage.Swap(files, random)),
        ];
        var wrong = new List<string>();
        var refused = 0;
        var path = _folder.File("rotten.db");
        foreach (var damage in damages)
        {
            damage.Files.Write(path);
            var reading = await Answer<IReadOnlyList<string>>.OfAsync(() => ReadAsync(path));
            if (reading.Trouble is not null) refused++;
            if (reading.Foreign is { } foreign) wrong.Add($"{damage.Words}: {foreign}");
            if (reading.Value is { } read && StoreState.Difference(content, read) is { } difference)
                wrong.Add($"{damage.Words}: silently wrong: {difference}");
        }

        Figures.Report("bit rot of events", $"{damages.Count} tried, {refused} refused, wrong {wrong.Count}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(refused > damages.Count / 3, "too little has happened");
    }

    private static async Task RecordAsync(string path)
    {
        await using var events = SqliteEventStore.Open(path);
        await using var clocks = SqliteClockStore.Open(path);
        await using var errors = SqliteErrorStore.Open(path);
        _ = Right(await clocks.AdvanceAsync(ReplicaId.Of(Node), 1000));
        for (var batch = 0; batch < 10; batch++)
            _ = Right(await events.SaveAsync([.. Enumerable.Range(batch * 8, 8).Select(EventOf)]));
        _ = Right(await errors.AppendAsync([.. Enumerable.Range(0, 12).Select(ErrorOf)]));
    }

    private static Event EventOf(int number) => Right(Event.Create(new EventDraft
    {
        Id = IdOf(number),
        Type = "ThingChanged",
        AggregateId = $"thing {number % 5}",
        Payload = Value.Map.Empty.Set("number", Value.Of(number)).Set("text", Value.Of(new string('x', number * 3))),
        Timestamp = Noon.AddSeconds(number),
        NodeId = Node,
        LamportTime = number + 1,
        ProjectUuid = Project,
    }));

    private static ErrorEntry ErrorOf(int number) => Right(ErrorEntry.Create(new ErrorDraft
    {
        Id = IdOf(1000 + number),
        Timestamp = Noon.AddSeconds(number),
        Action = $"action {number}",
        Message = new string('m', 20 + number),
        Resolution = "",
        Agent = "agent",
    }));

    private static EventId IdOf(int number)
    {
        var bytes = new byte[EventId.Size];
        _ = BitConverter.TryWriteBytes(bytes.AsSpan(8), number * 2_654_435_761L);
        return EventId.FromBytes(bytes, EventIdForm.Ulid);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string path)
    {
        var lines = new List<string>();
        await using (var events = SqliteEventStore.Open(path))
        {
            await foreach (var stored in events.ReadAsync(EventQuery.All))
            {
                lines.Add($"{stored}");
                var found = await events.FindAsync(stored.Event.Id);
                lines.Add($"{found}");
            }

            lines.Add($"{await events.EndAsync()}");
        }

        await using (var clocks = SqliteClockStore.Open(path)) lines.Add($"{await clocks.LoadAsync(ReplicaId.Of(Node))}");
        await using var errors = SqliteErrorStore.Open(path);
        await foreach (var stored in errors.ReadAsync(ErrorQuery.All)) lines.Add($"{stored}");
        return lines;
    }
}
