using SQLitePCL;

namespace Timeline.Benchmarks.Storage;

/// <summary>SQLite driven by hand: the least a store of versions can do, in the same journal mode and
/// durability.</summary>
internal sealed class BareSqlite : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _move;
    private readonly sqlite3_stmt _read;
    private long _next;

    /// <summary>A database in a file, made where it is not there.</summary>
    public BareSqlite(string path)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(path, out _database));
        Run("PRAGMA page_size=2048; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;"
            + "CREATE TABLE IF NOT EXISTS version(key INTEGER PRIMARY KEY, id BLOB, parent INTEGER, time INTEGER, actor TEXT,"
            + " label TEXT, patch TEXT); CREATE UNIQUE INDEX IF NOT EXISTS version_id ON version(id);"
            + "CREATE TABLE IF NOT EXISTS branch(name TEXT PRIMARY KEY, head INTEGER) WITHOUT ROWID;"
            + "INSERT OR IGNORE INTO branch VALUES('main', 0)");
        Check(raw.sqlite3_prepare_v2(_database, "INSERT INTO version VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", out _insert));
        Check(raw.sqlite3_prepare_v2(_database, "UPDATE branch SET head = ?1 WHERE name = 'main'", out _move));
        Check(raw.sqlite3_prepare_v2(
            _database, "SELECT patch FROM version WHERE key BETWEEN ?1 AND ?2 ORDER BY key", out _read));
    }

    /// <summary>Appends versions in one transaction.</summary>
    public void Append(IReadOnlyList<byte[]> ids, IReadOnlyList<byte[]> patches)
    {
        Run("BEGIN IMMEDIATE");
        for (var i = 0; i < ids.Count; i++)
        {
            Check(raw.sqlite3_bind_int64(_insert, 1, _next));
            Check(raw.sqlite3_bind_blob(_insert, 2, ids[i]));
            Check(raw.sqlite3_bind_int64(_insert, 3, _next - 1));
            Check(raw.sqlite3_bind_int64(_insert, 4, 1_700_000_000_000 + _next));
            Check(raw.sqlite3_bind_text(_insert, 5, "somebody"));
            Check(raw.sqlite3_bind_text(_insert, 6, "a change"));
            Check(raw.sqlite3_bind_text(_insert, 7, patches[i].AsSpan()));
            _ = raw.sqlite3_step(_insert);
            Check(raw.sqlite3_reset(_insert));
            _next++;
        }

        Check(raw.sqlite3_bind_int64(_move, 1, _next - 1));
        _ = raw.sqlite3_step(_move);
        Check(raw.sqlite3_reset(_move));
        Run("COMMIT");
    }

    /// <summary>The patches of versions, by number.</summary>
    public List<byte[]> Patches(long first, long last)
    {
        var patches = new List<byte[]>();
        Check(raw.sqlite3_bind_int64(_read, 1, first));
        Check(raw.sqlite3_bind_int64(_read, 2, last));
        while (raw.sqlite3_step(_read) == raw.SQLITE_ROW) patches.Add(raw.sqlite3_column_blob(_read, 0).ToArray());
        Check(raw.sqlite3_reset(_read));
        return patches;
    }

    public void Dispose()
    {
        _insert.Dispose();
        _move.Dispose();
        _read.Dispose();
        _database.Dispose();
    }

    private void Run(string sql) => Check(raw.sqlite3_exec(_database, sql));

    private static void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw new InvalidOperationException($"SQLite answered {code}.");
    }
}
