using SQLitePCL;

namespace Timeline.Benchmarks.Storage;

/// <summary>SQLite driven by hand: the same rows of events under the same indexes, in the same journal mode and
/// durability.</summary>
internal sealed class BareSqliteEvents : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private long _next;

    public BareSqliteEvents(string path)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(path, out _database));
        Run("PRAGMA page_size=2048; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;"
            + "CREATE TABLE event(number INTEGER PRIMARY KEY, id TEXT, aggregate TEXT, type TEXT, node TEXT, body TEXT,"
            + " seal INTEGER); CREATE UNIQUE INDEX event_id ON event(id);"
            + "CREATE INDEX event_aggregate ON event(aggregate, number)");
        Check(raw.sqlite3_prepare_v2(_database, "INSERT INTO event VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", out _insert));
    }

    /// <summary>Inserts rows in one transaction.</summary>
    public void Insert(IReadOnlyList<EventData.Columns> rows)
    {
        Run("BEGIN IMMEDIATE");
        foreach (var row in rows)
        {
            Check(raw.sqlite3_bind_int64(_insert, 1, ++_next));
            Check(raw.sqlite3_bind_text(_insert, 2, row.Id));
            Check(raw.sqlite3_bind_text(_insert, 3, row.Aggregate));
            Check(raw.sqlite3_bind_text(_insert, 4, row.Type));
            Check(raw.sqlite3_bind_text(_insert, 5, row.Node));
            Check(raw.sqlite3_bind_text(_insert, 6, row.Body.AsSpan()));
            Check(raw.sqlite3_bind_int64(_insert, 7, long.MaxValue - _next));
            _ = raw.sqlite3_step(_insert);
            Check(raw.sqlite3_reset(_insert));
        }

        Run("COMMIT");
    }

    public void Dispose()
    {
        _insert.Dispose();
        _database.Dispose();
    }

    private void Run(string sql) => Check(raw.sqlite3_exec(_database, sql));

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw new InvalidOperationException($"SQLite answered {code}.");
    }
}
