using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Postgres;
using Timeline.Tests.Integration.Conformance;
using Timeline.Tests.Integration.Sqlite;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>Formats are pinned for ever: the tables of each and a store in it are kept as SQL, and a new format is added
/// beside, never in place.</summary>
/// <remarks><c>store1.sql</c> makes the schema <c>golden1</c>; <c>tables1.txt</c> is what the catalog says of it.</remarks>
[Collection(SharedServer.Collection)]
public sealed class FormatTests : SchemaTests<FormatTests>
{
    private const string Kept = "golden1";

    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Postgres", "Golden");
    private static readonly string Histories = Path.Combine(AppContext.BaseDirectory, "Sqlite", "Golden", "format1.txt");
    private static readonly string[] Tables =
        ["format", "history", "branch", "version", "event", "event_id", "clock", "error", "error_log"];

    [Fact]
    public async Task Tables_that_are_made_now_are_those_of_format_1()
    {
        var kept = await File.ReadAllTextAsync(Path.Combine(Golden, "tables1.txt"));
        Assert.Equal(kept, await Catalog(Options.Schema));
        await Load();
        Assert.Equal(kept, await Catalog(Kept));
    }

    [Fact]
    public async Task What_is_written_now_has_the_rows_of_format_1()
    {
        await Record(Options);
        await Load();
        foreach (var table in Tables) Assert.Equal(await Rows(Kept, table), await Rows(Options.Schema, table));
    }

    [Fact]
    public async Task Histories_of_format_1_read_as_they_were_written_and_go_on()
    {
        await using var store = await PostgresHistoryStore.OpenAsync(SharedServer.Source, await Load());
        Assert.Equal(await File.ReadAllLinesAsync(Histories), await Samples.ReadAll(store));
        Assert.Empty((await store.VerifyAsync()).Findings);
        await Writers.Append(store, Samples.Name, 1, 0, 1);
        Assert.Empty((await store.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Events_clocks_and_errors_of_format_1_read_as_they_were_written_and_go_on()
    {
        var options = await Load();
        await using var events = await PostgresEventStore.OpenAsync(SharedServer.Source, options);
        var read = await EventStoreScript.All(events.ReadAsync(EventQuery.All));
        Assert.Equal(EventFileSample.Events, read.Select(stored => stored.Event));
        var saved = Right(await events.SaveAsync([EventFileSample.Events[7], SampleEvents.Of(77)]));
        Assert.Equal(new SavedEvent(read[7].Position, false), saved[0]);
        Assert.True(saved[1].IsNew && saved[1].Position > read[^1].Position);
        await using var clocks = await PostgresClockStore.OpenAsync(SharedServer.Source, options);
        foreach (var (node, time) in EventFileSample.Clocks)
        {
            Assert.Equal(time, await clocks.LoadAsync(node));
            Assert.Equal(time + 1, Right(await clocks.AdvanceAsync(node, 0)));
        }

        await using var errors = await PostgresErrorStore.OpenAsync(SharedServer.Source, options);
        var entries = EventFileSample.Errors.Select((it, i) => new StoredError(i + 1, it)).Reverse().ToList();
        Assert.Equal(entries, await EventStoreScript.All(errors.ReadAsync(ErrorQuery.All)));
        var logged = Right(await errors.AppendAsync([ErrorStoreScript.Entry(77)]));
        Assert.Equal([new SavedError(entries.Count + 2, true)], logged);
    }

    /// <summary>Records everything that the golden store holds.</summary>
    private static async Task Record(PostgresStoreOptions options)
    {
        await using var histories = await PostgresHistoryStore.OpenAsync(
            SharedServer.Source, options with { Snapshots = new Storage.SnapshotPolicy(1) });
        await Samples.Record(histories);
        await using var events = await PostgresEventStore.OpenAsync(SharedServer.Source, options);
        await using var clocks = await PostgresClockStore.OpenAsync(SharedServer.Source, options);
        await using var errors = await PostgresErrorStore.OpenAsync(SharedServer.Source, options);
        await EventFileSample.Record(events, clocks, errors);
    }

    /// <summary>Makes the golden store on a server that has reached its transactions.</summary>
    private static async Task<PostgresStoreOptions> Load()
    {
        await SharedServer.Server.Execute(
            $"DROP SCHEMA IF EXISTS {Kept} CASCADE; " + await File.ReadAllTextAsync(Path.Combine(Golden, "store1.sql")));
        await SharedServer.Server.Execute(
            $"DO $$ BEGIN WHILE pg_current_xact_id() <= (SELECT tx FROM {Kept}.event ORDER BY tx DESC LIMIT 1) "
            + "LOOP ROLLBACK; END LOOP; END $$");
        return Options with { Schema = Kept };
    }

    /// <summary>The rows of a table, each as JSON, without what depends on transactions or on how Brotli compresses.</summary>
    private static async Task<string?> Rows(string schema, string table)
    {
        string[] without = table switch
        {
            "event" => ["tx", "seal"],
            "event_id" => ["tx"],
            "version" => ["patch", "source", "snapshot", "base_bytes", "chain_bytes", "seal"],
            _ => [],
        };
        return (string?)await SharedServer.Server.Scalar(
            $"SELECT string_agg(line, E'\\n' ORDER BY line COLLATE \"C\") FROM (SELECT "
            + $"(to_jsonb(r) - '{{{string.Join(',', without)}}}'::text[])::text AS line FROM {schema}.{table} r) lines");
    }

    /// <summary>What the catalog says of a schema: relations and their partitions, columns, keys and indexes.</summary>
    private static async Task<string> Catalog(string schema) => ((string)(await SharedServer.Server.Scalar(
        $"""
        SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") || E'\n' FROM (
          SELECT format('%s %s %s', CASE relkind WHEN 'v' THEN 'view' ELSE 'table' END, relname,
            coalesce(pg_get_expr(relpartbound, oid), 'BY ' || pg_get_partkeydef(oid))) AS line
          FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind IN ('r', 'p', 'v')
          UNION ALL
          SELECT format('column %s.%s %s%s%s', relname, attname, format_type(atttypid, atttypmod),
            CASE WHEN attcollation = '"C"'::regcollation THEN ' "C"' END, CASE WHEN attnotnull THEN ' NOT NULL' END)
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
          WHERE relnamespace = '{schema}'::regnamespace AND relkind IN ('r', 'p', 'v') AND NOT relispartition
            AND attnum > 0 AND NOT attisdropped
          UNION ALL
          SELECT replace(indexdef, '{schema}.', '') FROM pg_indexes WHERE schemaname = '{schema}'
        ) lines
        """))!);
}
