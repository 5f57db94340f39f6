using Timeline.Events;
using Timeline.Postgres;
using Timeline.Sqlite;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Unit.Snippets;

public sealed class EventStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Events_clocks_and_errors_share_a_file()
    {
        var path = Path.Combine(_folder, "events.db");

        await using var events = SqliteEventStore.Open(path);
        await using var clocks = SqliteClockStore.Open(path);
        await using var errors = SqliteErrorStore.Open(path);

        Assert.Equal(EventPosition.Start, await events.EndAsync());
    }

    [Fact]
    public async Task Events_are_saved_on_a_server()
    {
        PostgresGate.SkipWhereUnavailable();
        await using var server = await PostgresServer.Start();
        var connection = server.ConnectionString;
        var batch = new[] { Event() };

        await using var shared = await PostgresEventStore.OpenAsync(connection);
        var saved = await shared.SaveAsync(batch);

        Assert.True(Right(saved)[0].IsNew);
    }

    private static Event Event() => Right(Timeline.Events.Event.Create(new EventDraft
    {
        Id = EventId.FromGuid(Guid.NewGuid()),
        Type = "StatusChanged",
        AggregateId = "WP001",
        Timestamp = DateTimeOffset.UnixEpoch,
        NodeId = "alice",
        LamportTime = 1,
        ProjectUuid = Guid.NewGuid(),
    }));
}
