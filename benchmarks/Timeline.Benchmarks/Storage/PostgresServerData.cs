using Npgsql;
using Timeline.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Benchmarks.Storage;

/// <summary>A durable PostgreSQL server of its own, with our stores and with tables that are driven by hand.</summary>
internal sealed class PostgresServerData : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly NpgsqlDataSource _source;

    private PostgresServerData(
        PostgresServer server, NpgsqlDataSource source, BarePostgres bare, PostgresEventStore events, PostgresHistoryStore histories)
    {
        (_server, _source, Bare, Events) = (server, source, bare, events);
        Versions = new VersionData(histories);
    }

    public BarePostgres Bare { get; }

    public PostgresEventStore Events { get; }

    public VersionData Versions { get; }

    /// <summary>Starts the server; it throws with the reason where none can be.</summary>
    public static async Task<PostgresServerData> Start()
    {
        if (PostgresServer.Unavailable is { } reason) throw new InvalidOperationException(reason);
        var server = await PostgresServer.Start(isDurable: true);
        var source = NpgsqlDataSource.Create(server.SocketConnectionString + ";Max Auto Prepare=64");
        return new(
            server,
            source,
            await BarePostgres.Open(source),
            await PostgresEventStore.OpenAsync(server.SocketConnectionString),
            await PostgresHistoryStore.OpenAsync(server.SocketConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Bare.DisposeAsync();
        await _source.DisposeAsync();
        await _server.DisposeAsync();
    }
}
