using System.Globalization;
using System.Text;
using Npgsql;
using Timeline.Storage;

namespace Timeline.Postgres;

/// <summary>The tables, their version, and how older ones are brought to it.</summary>
/// <remarks>
/// Every table has the history, the aggregate or the node first in its key and is partitioned by it, so that all that
/// is
/// done in one transaction about one of them stays in one place. There are no sequences and no foreign keys.
/// </remarks>
internal sealed class Schema(Database database)
{
    // Locks are of the whole database, so the number is ours: "TmLn", and one for the making of tables.
    private const long Lock = 0x546d4c6e_00000001;

    private const string First =
        """
        CREATE TABLE history(
          name text COLLATE "C" NOT NULL, versions bigint NOT NULL, current text COLLATE "C" NOT NULL,
          branches bigint NOT NULL, heads bigint NOT NULL, seal bigint NOT NULL,
          PRIMARY KEY(name)) PARTITION BY HASH(name);
        CREATE TABLE branch(
          history text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, head bigint NOT NULL, seal bigint NOT NULL,
          PRIMARY KEY(history, name)) PARTITION BY HASH(history);
        CREATE TABLE version(
          history text COLLATE "C" NOT NULL, number bigint NOT NULL, id bytea NOT NULL, parent bigint, merged bigint,
          time bigint NOT NULL, -- 100 ns since 1970, UTC
          actor text NOT NULL, label text NOT NULL, changes bigint NOT NULL, content bytea,
          base_bytes bigint NOT NULL, chain_bytes bigint NOT NULL,
          patch_hash bytea, source_hash bytea, -- in place of what was pruned
          patch bytea, patch_is_text boolean NOT NULL, -- JSON Patch as UTF-8, or Brotli
          source bytea, snapshot bytea, seal bigint NOT NULL,
          PRIMARY KEY(history, number)) PARTITION BY HASH(history);
        CREATE UNIQUE INDEX version_id ON version(history, id);
        CREATE TABLE event(
          aggregate text COLLATE "C" NOT NULL, tx xid8 NOT NULL, seq bigint NOT NULL, -- the position
          id text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL, node text COLLATE "C" NOT NULL,
          body text NOT NULL, -- the whole event as JSON
          seal bigint NOT NULL,
          PRIMARY KEY(aggregate, tx, seq)) PARTITION BY HASH(aggregate);
        CREATE INDEX event_position ON event(tx, seq);
        CREATE TABLE event_id(
          id text COLLATE "C" NOT NULL, aggregate text COLLATE "C" NOT NULL, tx xid8 NOT NULL, seq bigint NOT NULL,
          PRIMARY KEY(id)) PARTITION BY HASH(id);
        CREATE TABLE clock(
          node text COLLATE "C" NOT NULL, time bigint NOT NULL, seal bigint NOT NULL,
          PRIMARY KEY(node)) PARTITION BY HASH(node);
        CREATE TABLE error(
          log text COLLATE "C" NOT NULL, number bigint NOT NULL, id text COLLATE "C" NOT NULL,
          time bigint NOT NULL, -- 100 ns since year 1, UTC
          action text NOT NULL, message text NOT NULL, resolution text NOT NULL, agent text NOT NULL,
          seal bigint NOT NULL,
          PRIMARY KEY(log, number)) PARTITION BY HASH(log);
        CREATE UNIQUE INDEX error_id ON error(log, id);
        CREATE TABLE error_log(
          log text COLLATE "C" NOT NULL, last bigint NOT NULL, PRIMARY KEY(log)) PARTITION BY HASH(log);
        CREATE VIEW log AS
          SELECT history, number, encode(id, 'hex') AS id, parent, merged, to_timestamp(time / 1e7) AS time,
            actor, label, changes, patch_hash IS NOT NULL AS pruned,
            CASE WHEN patch_is_text THEN convert_from(patch, 'UTF8') END AS patch
          FROM version;
        CREATE VIEW head AS
          SELECT b.history, b.name AS branch, b.head AS number, b.name = h.current AS current
          FROM branch b JOIN history h ON h.name = b.history;
        """;

    // After the partitions, which take it.
    private const string FirstRows = "INSERT INTO error_log(log, last) VALUES('errors', 0);";

    /// <summary>What makes the tables of each format from those of the one before.</summary>
    private static readonly string[] Steps = [First + FirstRows];

    /// <summary>The newest format.</summary>
    public static int Newest => Steps.Length;

    /// <summary>Brings the tables to the newest format, or refuses them untouched.</summary>
    /// <param name="cancellation">Gives up before anything is made.</param>
    /// <returns>A task that ends when it is done.</returns>
    public async ValueTask Bring(CancellationToken cancellation)
    {
        // Names of tables are seen as soon as they are committed, so their rows have to be as well: otherwise tables
        // that another process makes meanwhile would be there and hold nothing.
        if (!await database.ReadNewest(IsOlder, cancellation).ConfigureAwait(false)) return;
        if (!database.Options.CreateIfMissing)
        {
            throw Trouble.Of(
                StoreTrouble.Missing,
                $"{database.Name} is not there or has an older format; open it once with leave to make its tables");
        }

        _ = await database.Write(Make, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<bool> Make(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await Execute(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellation).ConfigureAwait(false);

        // Asked again: another process may have done it while this one waited.
        if (!await IsOlder(connection, cancellation).ConfigureAwait(false)) return false;
        await Execute(connection, $"CREATE SCHEMA IF NOT EXISTS {database.Schema}", cancellation).ConfigureAwait(false);
        var script = new StringBuilder();
        _ = script.Append(CultureInfo.InvariantCulture, $"SET LOCAL search_path TO {database.Schema};");
        var from = await Format(connection, cancellation).ConfigureAwait(false);
        if (from == 0) _ = script.Append("CREATE TABLE format(number integer NOT NULL); INSERT INTO format VALUES(0);");
        foreach (var step in Steps[from..]) _ = script.Append(Partitioned(step));
        _ = script.Append(CultureInfo.InvariantCulture, $"UPDATE format SET number = {Newest}");
        await Execute(connection, script.ToString(), cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>A step with as many partitions for each of its tables as asked for.</summary>
    private string Partitioned(string step)
    {
        const string ByHash = " PARTITION BY HASH(";
        var count = database.Options.Partitions;
        var script = new StringBuilder();
        foreach (var statement in step.Split(';'))
        {
            var at = statement.IndexOf(ByHash, StringComparison.Ordinal);
            _ = script.Append(at >= 0 && count == 1 ? statement[..at] : statement).Append(';');
            if (at < 0 || count == 1) continue;
            var table = statement.TrimStart()["CREATE TABLE ".Length..].Split('(')[0];
            for (var i = 0; i < count; i++)
            {
                _ = script.Append(
                    CultureInfo.InvariantCulture,
                    $"CREATE TABLE {table}_{i} PARTITION OF {table} FOR VALUES WITH (MODULUS {count}, REMAINDER {i});");
            }
        }

        return script.ToString();
    }

    private async ValueTask<bool> IsOlder(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var format = await Format(connection, cancellation).ConfigureAwait(false);
        if (format > Newest)
        {
            throw Trouble.Of(StoreTrouble.NewerFormat, string.Create(CultureInfo.InvariantCulture,
                $"{database.Name} has format {format}, and this Timeline reads up to {Newest}; use a newer one"));
        }

        return format >= 0
            ? format < Newest
            : throw HistoryStoreException.Corrupt(database.Name, null, null, "its format is not a number in use");
    }

    /// <summary>The format of the tables; 0 where there are none.</summary>
    private async ValueTask<int> Format(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // In this order: another process may make all tables between two statements, and those that are seen first are
        // then made with the others.
        var version = await TableNamed("version", connection, cancellation).ConfigureAwait(false);
        var format = await TableNamed("format", connection, cancellation).ConfigureAwait(false);
        if (format is not string)
        {
            // A schema with a table of ours in it that says no format is somebody else's.
            return version is string ? throw NotAStore() : 0;
        }

        return await Scalar(connection, $"SELECT number FROM {database.Schema}.format", cancellation)
            .ConfigureAwait(false) is int number ? number : throw NotAStore();
    }

    private ValueTask<object?> TableNamed(string name, NpgsqlConnection connection, CancellationToken cancellation) =>
        Scalar(connection, $"SELECT to_regclass('{database.Schema}.{name}')::text", cancellation);

    private HistoryStoreException NotAStore() => Trouble.Of(
        StoreTrouble.NotAStore, $"{database.Name} holds something else; name another schema, it was left as it is");

    private static async ValueTask<object?> Scalar(
        NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var command = Command(connection, sql);
        await using var closing = command.ConfigureAwait(false);
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
    }

    private static async ValueTask Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var command = Command(connection, sql);
        await using var closing = command.ConfigureAwait(false);
        _ = await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    // Every text here is made of constants and of a schema's name, whose grammar leaves no room for more.
#pragma warning disable CA2100
    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new(sql, connection);
#pragma warning restore CA2100
}
