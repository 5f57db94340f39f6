using System.Globalization;
using System.Text;
using Timeline.ErrorLogs;
using Timeline.Events;
using Timeline.Sqlite;
using static Timeline.Tests.Faults.Program.Hostile.Answers;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Entrances of the files of stores: bytes of any kind, schemas of somebody else, and rows that were forged with valid
/// seals and ids.</summary>
internal static class StoreEntrances
{
    private static readonly string[] Schemas =
    [
        "CREATE TRIGGER t AFTER INSERT ON version BEGIN DELETE FROM history; END",
        "CREATE TRIGGER t BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'no\nno'); END",
        "CREATE TRIGGER t AFTER INSERT ON version BEGIN UPDATE version SET label = 'forged' WHERE key = NEW.key; END",
        "ALTER TABLE version RENAME TO v; CREATE VIEW version AS SELECT * FROM v",
        "ALTER TABLE version RENAME TO v; CREATE VIEW version AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
        + "SELECT x AS key, id, parent, merged, time, actor, label, changes, content, base_bytes, chain_bytes, pack, patch_hash, "
        + "source_hash, patch, source, snapshot, seal FROM c, v",
        "ALTER TABLE history RENAME TO h; CREATE VIEW history AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
        + "SELECT name, key, versions, current, branches, heads, seal FROM c, h WHERE x < 0",
        "ALTER TABLE history RENAME TO h; CREATE VIEW history AS SELECT printf('%.*c', 900000000, 'x') AS name, 1 AS key, 1 AS versions, "
        + "'main' AS current, 1 AS branches, 1 AS heads, 1 AS seal",
        "DROP TABLE branch", "DROP TABLE version; CREATE TABLE version(key INTEGER PRIMARY KEY)",
        "DROP INDEX version_id", "DROP INDEX version_id; CREATE INDEX version_id ON version(label)",
        "ALTER TABLE version ADD COLUMN more TEXT DEFAULT 'x'", "ALTER TABLE version RENAME COLUMN label TO other",
        "UPDATE version SET time = 'text', changes = x'00', id = 'text'", "UPDATE history SET versions = 'many' WHERE name <> ''",
        "UPDATE version SET patch = zeroblob(5000000)", "UPDATE version SET label = printf('%.*c', 300000, 'x')",
        "UPDATE history SET name = printf('%.*c', 300000, 'x') WHERE name <> '' AND rowid IS NULL OR name = 'é b.json'",
        "PRAGMA user_version = 2147483647", "PRAGMA user_version = -1", "PRAGMA application_id = 1", "PRAGMA user_version = 0",
        "CREATE TABLE more(x CHECK (x IN (SELECT 1)))", "DROP TABLE version; CREATE TABLE version(key INTEGER PRIMARY KEY, id BLOB "
        + "GENERATED ALWAYS AS (zeroblob(900000000)) VIRTUAL, parent, merged, time, actor, label, changes, content, base_bytes, "
        + "chain_bytes, pack, patch_hash, source_hash, patch, source, snapshot, seal)",
        "DROP TABLE history; CREATE TABLE history(name TEXT PRIMARY KEY, key INTEGER, versions INTEGER, current TEXT, branches INTEGER, heads INTEGER, seal INTEGER)",
    ];

    public static IEnumerable<Entrance> All =>
    [
        new("the file of a store", () => [FileOf(sample => sample.Path)], input => WithFile(input, UseHistories))
        {
            Methods = ["SqliteHistoryStore.Open(String)"],
            Cost = 40,
            IsText = false,
        },
        new("the file of events", () => [Events.Value], input => WithFile(input, UseEvents))
        {
            Methods = ["SqliteEventStore.Open(String)", "SqliteClockStore.Open(String)", "SqliteErrorStore.Open(String)"],
            Cost = 40,
            IsText = false,
        },
        new("the schema of a store", () => [.. Schemas.Select(Encoding.UTF8.GetBytes)], WithSchema) { Cost = 60, IsText = false },
        new("forged rows", () => [.. Enumerable.Range(0, 12).Select(Number)], input => ForgedStore.Use(Seed(input)))
        {
            Cost = 60,
            IsText = false,
        },
        new("forged rows of events", () => [.. Enumerable.Range(0, 12).Select(Number)], input => ForgedEvents.Use(Events.Value, Seed(input)))
        {
            Cost = 40,
            IsText = false,
        },
    ];

    internal static Lazy<byte[]> Stored { get; } = new(() => FileOf(sample => sample.Path));

    private static Lazy<byte[]> Events { get; } = new(() =>
    {
        using var folder = new TemporaryFolder();
        ForgedEvents.Record(folder.File("events.db"));
        return File.ReadAllBytes(folder.File("events.db"));
    });

    // What is made by chance is drawn from the input, so that cases of it are drawn like those of others.
    private static byte[] Number(int number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private static int Seed(byte[] input)
    {
        return input.Aggregate(17, (seed, each) => unchecked((seed * 31) + each));
    }

    private static byte[] FileOf(Func<Sample, string> path)
    {
        using var sample = new Sample();
        return File.ReadAllBytes(path(sample));
    }

    private static bool WithFile(byte[] input, Func<string, bool> use)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("store.db"), input);
        return use(folder.File("store.db"));
    }

    internal static bool UseHistories(string path)
    {
        SqliteHistoryStore? store = null;
        if (!Of(() => store = SqliteHistoryStore.Open(path))) return false;
        try
        {
            return StoreWalk.Use(store!);
        }
        finally
        {
            _ = Of(async () => await store!.DisposeAsync().ConfigureAwait(false));
        }
    }

    internal static bool UseEvents(string path)
    {
        var whole = Of(async () =>
        {
            await using var store = SqliteEventStore.Open(path);
            await foreach (var stored in store.ReadAsync(EventQuery.All).ConfigureAwait(false))
                _ = EventJson.ToUtf8(stored.Event);
        });
        whole &= Of(async () =>
        {
            await using var store = SqliteErrorStore.Open(path);
            await foreach (var stored in store.ReadAsync(ErrorQuery.All).ConfigureAwait(false)) _ = $"{stored}";
            _ = Of(await store.AppendAsync([ForgedEvents.Error(77)]).ConfigureAwait(false));
        });
        whole &= Of(async () =>
        {
            await using var store = SqliteClockStore.Open(path);
            foreach (var node in ForgedEvents.Nodes)
            {
                _ = await store.LoadAsync(node).ConfigureAwait(false);
                _ = Of(await store.AdvanceAsync(node, 0).ConfigureAwait(false));
            }
        });
        whole &= Of(async () =>
        {
            await using var store = SqliteEventStore.Open(path);
            _ = Of(await store.SaveAsync([ForgedEvents.Event(0), ForgedEvents.Event(77)]).ConfigureAwait(false));
        });
        return whole;
    }

    private static bool WithSchema(byte[] input)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("store.db");
        File.WriteAllBytes(path, Stored.Value);
        using (var file = Database.Open(path, readOnly: false))
        {
            try
            {
                file.Execute(Encoding.UTF8.GetString(input));
            }
            catch (Exception wrong) when (wrong is Storage.HistoryStoreException or InvalidOperationException)
            {
                // Half of a statement is none; what was done before it stays.
            }
        }

        return UseHistories(path);
    }
}
