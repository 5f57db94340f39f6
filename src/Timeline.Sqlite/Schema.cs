using System.Buffers.Binary;
using System.Globalization;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>The tables of a kind of file, their version, and how an older file is brought to it.</summary>
/// <param name="applicationId">Marks the file as one of this kind.</param>
/// <param name="content">What such a file holds, and who opens it, in words.</param>
/// <param name="steps">The step from each version of the format to the next; the first makes an empty file a
/// store.</param>
internal sealed class Schema(long applicationId, string content, IReadOnlyList<Action<Database>> steps)
{
    private readonly long _applicationId = applicationId;
    private readonly string _content = content;
    private readonly Lazy<Tables> _tables = new(() => Tables.Of(steps));

    // A number is the low half of a version's key, so a range of one history is a range of keys and the table needs no
    // second index. The history with the empty name counts the histories.
    private const string FirstOfHistories =
        """
        CREATE TABLE history(
          name TEXT PRIMARY KEY, key INTEGER NOT NULL, versions INTEGER NOT NULL, current TEXT NOT NULL,
          branches INTEGER NOT NULL, heads INTEGER NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE branch(
          history INTEGER NOT NULL, name TEXT NOT NULL, head INTEGER NOT NULL, seal INTEGER NOT NULL,
          PRIMARY KEY(history, name)) WITHOUT ROWID;
        CREATE TABLE version(
          key INTEGER PRIMARY KEY, -- history << 32 | number
          id BLOB NOT NULL, parent INTEGER, merged INTEGER,
          time INTEGER NOT NULL, -- 100 ns since 1970, UTC
          actor TEXT NOT NULL, label TEXT NOT NULL, changes INTEGER NOT NULL, content BLOB,
          base_bytes INTEGER NOT NULL, chain_bytes INTEGER NOT NULL,
          pack INTEGER, -- the number of the version that holds the payload
          patch_hash BLOB, source_hash BLOB, -- in place of what was pruned
          patch, -- JSON Patch as text, or Brotli
          source BLOB, snapshot BLOB, seal INTEGER NOT NULL);
        CREATE INDEX version_id ON version(substr(id, 1, 6));
        CREATE VIEW log AS
          SELECT h.name AS history, v.key & 4294967295 AS number, lower(hex(v.id)) AS id, v.parent, v.merged,
            strftime('%Y-%m-%dT%H:%M:%fZ', v.time / 1e7, 'unixepoch') AS time, v.actor, v.label, v.changes,
            v.patch_hash IS NOT NULL AS pruned,
            CASE WHEN typeof(v.patch) = 'text' THEN v.patch END AS patch
          FROM history h JOIN version v ON v.key >> 32 = h.key WHERE h.name <> '' ORDER BY v.key;
        CREATE VIEW head AS
          SELECT h.name AS history, b.name AS branch, b.head AS number, b.name = h.current AS current
          FROM branch b JOIN history h ON h.key = b.history;
        """;

    // Events and errors are numbered in the order of commits. AUTOINCREMENT remembers the numbers of errors that are
    // gone.
    private const string FirstOfEvents =
        """
        CREATE TABLE event(
          number INTEGER PRIMARY KEY, id TEXT NOT NULL, aggregate TEXT NOT NULL, type TEXT NOT NULL, node TEXT NOT NULL,
          body TEXT NOT NULL, -- the whole event as JSON
          seal INTEGER NOT NULL);
        CREATE UNIQUE INDEX event_id ON event(id);
        CREATE INDEX event_aggregate ON event(aggregate, number);
        CREATE TABLE clock(node TEXT PRIMARY KEY, time INTEGER NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE error(
          number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
          time INTEGER NOT NULL, -- 100 ns since year 1, UTC
          action TEXT NOT NULL, message TEXT NOT NULL, resolution TEXT NOT NULL, agent TEXT NOT NULL,
          seal INTEGER NOT NULL);
        """;

    /// <summary>Files of histories: "TmLn".</summary>
    public static Schema OfHistories { get; } = new(
        0x546d4c6e, "histories, which a SqliteHistoryStore opens", [MakeFirst]);

    /// <summary>Files of events, clocks and errors: "TmLe".</summary>
    public static Schema OfEvents { get; } = new(
        0x546d4c65, "events, clocks and errors, which a SqliteEventStore, SqliteClockStore or SqliteErrorStore opens",
        [database => database.Execute(FirstOfEvents)]);

    /// <summary>The same kind of file with one more format.</summary>
    /// <param name="step">The step to it.</param>
    /// <returns>The schema.</returns>
    public Schema With(Action<Database> step) => new(_applicationId, _content, [.. steps, step]);

    /// <summary>How many of the first bytes of a file say what kind it is.</summary>
    public const int HeadSize = 72;

    /// <summary>Whether a file is of this kind, as its first bytes say.</summary>
    /// <param name="head">The first bytes.</param>
    /// <returns>Whether they are those of such a file.</returns>
    public bool IsIn(ReadOnlySpan<byte> head) =>
        head.Length >= HeadSize && head.StartsWith("SQLite format 3\0"u8)
        && BinaryPrimitives.ReadInt32BigEndian(head[(HeadSize - sizeof(int))..]) == _applicationId;

    /// <summary>Brings a file to the newest format, or refuses it untouched.</summary>
    /// <param name="database">The file.</param>
    /// <param name="readOnly">Whether it must not be changed.</param>
    public void Bring(Database database, bool readOnly)
    {
        if (IsNewest(database)) return;
        if (readOnly)
        {
            throw Trouble.Of(
                StoreTrouble.NotPermitted, $"{database.Path} has an older format; open it for writing once");
        }

        database.Execute("BEGIN IMMEDIATE");
        try
        {
            // Asked again: another process may have done it while this one waited.
            if (IsOlder(database, steps.Count))
            {
                var format = (int)Format(database);
                if (format > 0) Tables.Of(steps.Take(format)).Check(database);
                for (var from = format; from < steps.Count; from++) steps[from](database);
                database.Execute(string.Create(CultureInfo.InvariantCulture,
                    $"PRAGMA application_id={_applicationId}; PRAGMA user_version={steps.Count}"));
            }

            database.Execute("COMMIT");
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    /// <summary>Whether a file has the newest format, and the tables of it.</summary>
    /// <remarks>It is looked at as it is at one moment: between two, another process may make of nothing a store,
    /// or bring it to a newer format.</remarks>
    private bool IsNewest(Database database)
    {
        database.Execute("BEGIN");
        try
        {
            if (IsOlder(database, steps.Count)) return false;
            _tables.Value.Check(database);
            return true;
        }
        finally
        {
            database.RollBack();
        }
    }

    /// <summary>Holds the views of a file of the newest format against those that it was given.</summary>
    /// <param name="database">The file.</param>
    public void CheckViews(Database database) => _tables.Value.CheckViews(database);

    /// <summary>Refuses a database that another program has made, however damaged one of this kind may be.</summary>
    /// <param name="database">The file.</param>
    public void RefuseOther(Database database)
    {
        using var made = Database.Open(":memory:", readOnly: false);
        Bring(made, readOnly: false);
        const string Names = "SELECT name FROM sqlite_master WHERE type = 'table'";
        var there = database.Texts(Names);
        if (there.Count > 0 && !made.Texts(Names).Exists(there.Contains))
            throw new HistoryStoreException(StoreTrouble.NotPermitted, Trouble.NotAStore(database.Path).Message);
    }

    private bool IsOlder(Database database, int newest)
    {
        var application = database.Number("PRAGMA application_id");
        var format = Format(database);
        var isEmpty = database.Number("SELECT count(*) FROM sqlite_master") == 0;
        if (application == 0 && format == 0 && isEmpty) return true;
        if (application != _applicationId) throw NotThis(database.Path, application);
        if (format > newest)
        {
            throw Trouble.Of(StoreTrouble.NewerFormat, string.Create(CultureInfo.InvariantCulture,
                $"{database.Path} has format {format}, and this Timeline reads up to {newest}; use a newer one"));
        }

        if (format < 1)
            throw HistoryStoreException.Corrupt(database.Path, null, null, "its format is not a number in use");
        return format < newest;
    }

    private static HistoryStoreException NotThis(string path, long application)
    {
        var other = Array.Find([OfHistories, OfEvents], kind => kind._applicationId == application);
        return other is null
            ? Trouble.NotAStore(path)
            : Trouble.Of(
                StoreTrouble.NotAStore, $"{path} holds {other._content}; name another file, it was left as it is");
    }

    private static long Format(Database database) => database.Number("PRAGMA user_version");

    private static void MakeFirst(Database database)
    {
        database.Execute(FirstOfHistories);
        using var tables = new HistoryTable(database);
        tables.InsertFirst();
    }
}
