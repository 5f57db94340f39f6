using Npgsql;
using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Timeline.Tests.Integration.Postgres;

/// <summary>One server for all tests that do not kill it, started by the first of them. Each class has a schema of its
/// own.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    /// <summary>Tests that share it run one after the other: a transaction of one holds back the events of all.</summary>
    public const string Collection = "PostgreSQL";

    private static readonly Lazy<PostgresServer> Started =
        new(() => PostgresServer.Start().GetAwaiter().GetResult());

    private static readonly Lazy<NpgsqlDataSource> Connected =
        new(() => NpgsqlDataSource.Create(Server.SocketConnectionString + ";Max Auto Prepare=64"));

    private static readonly string[] Tables = ["history", "branch", "version", "event", "event_id", "clock", "error"];

    private static int Schemas;

    internal static PostgresServer Server
    {
        get
        {
            PostgresGate.SkipWhereUnavailable();
            return Started.Value;
        }
    }

    internal static NpgsqlDataSource Source => Connected.Value;

    /// <summary>The name of a schema that no other class has.</summary>
    internal static string NewSchema() => $"t{Interlocked.Increment(ref Schemas)}";

    /// <summary>A schema that no other class has, with few partitions, which are made sooner.</summary>
    internal static PostgresStoreOptions NewOptions() => new() { Schema = NewSchema(), Partitions = 2 };

    /// <summary>Makes a schema's tables, empty.</summary>
    internal static async Task Clear(PostgresStoreOptions options)
    {
        await (await PostgresHistoryStore.OpenAsync(Source, options)).DisposeAsync();
        await using var command = Source.CreateCommand(
            string.Concat(Tables.Select(table => $"TRUNCATE {options.Schema}.{table};"))
            + $"UPDATE {options.Schema}.error_log SET last = 0");
        _ = await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Connected.IsValueCreated) await Connected.Value.DisposeAsync();
        if (Started.IsValueCreated) await Started.Value.DisposeAsync();
    }
}
