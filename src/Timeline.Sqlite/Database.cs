using SQLitePCL;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>An open SQLite file. Not safe for two threads at once; its owner sees to that.</summary>
/// <remarks>
/// SQLite's own calls are used without ADO.NET between: a store prepares a dozen statements once, and then a
/// commit is a few
/// bindings, which that layer would cost more than.
/// </remarks>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly HashSet<Statement> _statements = [];

    static Database() => Batteries_V2.Init();

    private Database(string path, sqlite3 handle)
    {
        Path = path;
        _handle = handle;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The version of SQLite, as one number: 3.35.5 is 3035005.</summary>
    public static int Version => raw.sqlite3_libversion_number();

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="readOnly">Whether it is only read.</param>
    /// <returns>The open file.</returns>
    public static Database Open(string path, bool readOnly)
    {
        var flags = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE;
        var database = Open(path, flags);
        if (readOnly || raw.sqlite3_db_readonly(database._handle, "main") == 0) return database;

        // SQLite opens for reading what it could not open for writing, whatever the reason: where the disk failed
        // in that moment alone, that would be taken for a lack of rights later.
        database.Dispose();
        return Open(path, flags);
    }

    private static Database Open(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(path, handle);
        try
        {
            database.Check(code);
            database.Check(raw.sqlite3_extended_result_codes(handle, 1));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A statement made ready by SQLite.</summary>
    /// <param name="sql">Its text.</param>
    /// <returns>The statement; the caller closes it.</returns>
    public sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var handle));
        return handle;
    }

    /// <summary>Knows a statement from when it is made ready until it is closed.</summary>
    /// <param name="statement">The statement.</param>
    public void Add(Statement statement) => _ = _statements.Add(statement);

    /// <summary>Forgets a statement.</summary>
    /// <param name="statement">The statement.</param>
    public void Remove(Statement statement) => _ = _statements.Remove(statement);

    /// <summary>Whether another file has taken the place of the one that is open.</summary>
    /// <remarks>
    /// SQLite knows a journal by its name alone. That of the other file, whose writer is in the middle of a commit, it
    /// would take for one that was cut off, roll back into this file and empty, and the other could not be rolled back
    /// any more: so nothing is asked of a file that was replaced.
    /// </remarks>
    public bool IsReplaced =>
        // A name that the disk failed to look at counts as lost: so it is looked at again.
        SystemError.HasLostName(_handle) && File.Exists(Path) && SystemError.HasLostName(_handle);

    /// <summary>How many rows the last statement that writes has changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Runs one or more statements that give nothing back.</summary>
    /// <param name="sql">Their text.</param>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Runs statements whose failure changes nothing that matters.</summary>
    /// <param name="sql">Their text.</param>
    public void Try(string sql) => _ = raw.sqlite3_exec(_handle, sql);

    /// <summary>The first column of the first row that a statement gives.</summary>
    /// <param name="sql">Its text.</param>
    /// <returns>The number.</returns>
    public long Number(string sql)
    {
        using var statement = new Statement(this, sql);
        return statement.Begin().Step() ? statement.Long(0) : 0;
    }

    /// <summary>The first column of the rows that a statement gives.</summary>
    /// <param name="sql">Its text.</param>
    /// <returns>The texts.</returns>
    public List<string> Texts(string sql)
    {
        using var statement = new Statement(this, sql);
        var texts = new List<string>();
        _ = statement.Begin();
        while (statement.Step()) texts.Add(statement.Text(0));
        return texts;
    }

    /// <summary>Begins to copy the file over another.</summary>
    /// <param name="target">The other file.</param>
    /// <returns>The copying; the caller ends it.</returns>
    public sqlite3_backup CopyTo(Database target)
    {
        var copying = raw.sqlite3_backup_init(target._handle, "main", _handle, "main");
        return copying is { IsInvalid: false } ? copying : throw target.Failure(raw.sqlite3_errcode(target._handle));
    }

    /// <summary>Throws what an answer means unless it is success.</summary>
    /// <param name="code">The answer.</param>
    public void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw Failure(code);
    }

    /// <summary>What an answer means.</summary>
    /// <param name="code">The answer.</param>
    /// <returns>The exception to throw.</returns>
    public Exception Failure(int code)
    {
        // First of all: whatever is called next may change it.
        var system = SystemError.Of(_handle);
        var detail = raw.sqlite3_errmsg(_handle).utf8_to_string();
        if ((code & 0xff) is not (raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB))
            return Trouble.From(Path, code, detail, system);

        // A repair leaves no store in the file that others have open.
        if (IsReplaced) return Trouble.Replaced(Path);
        return (code & 0xff) == raw.SQLITE_CORRUPT && SystemError.IsUnreadable(system, _handle)
            ? Trouble.From(Path, raw.SQLITE_IOERR, "the disk refused to read")
            : Trouble.From(Path, code, detail, system);
    }

    /// <summary>Ends the running transaction: all of it is in the file, or nothing.</summary>
    /// <exception cref="HistoryStoreException">
    /// Nothing was recorded, unless it is <see cref="StoreTrouble.OutcomeUnknown"/>.
    /// </exception>
    public void Commit()
    {
        var code = raw.sqlite3_exec(_handle, "COMMIT");
        if (code == raw.SQLITE_OK) return;

        throw MayHaveCommitted(code)
            ? Trouble.Unknown(Path, raw.sqlite3_errmsg(_handle).utf8_to_string())
            : Failure(code);
    }

    /// <summary>Undoes the running transaction, where SQLite has not done so itself.</summary>
    public void RollBack()
    {
        // One that was left in the middle of its rows would go on holding the file, and nobody could write.
        foreach (var statement in _statements) _ = statement.Begin();
        if (raw.sqlite3_get_autocommit(_handle) == 0) _ = raw.sqlite3_exec(_handle, "ROLLBACK");
    }

    // What is read, written and locked comes before the point from which on a transaction counts: the end of the
    // journal. Flushing comes before it and after it, and SQLite answers the same; to end the journal and to let go of
    // the file come after it.
    private static bool MayHaveCommitted(int code) => (code & 0xff) == raw.SQLITE_IOERR && code is not (
        raw.SQLITE_IOERR_WRITE or raw.SQLITE_IOERR_READ or raw.SQLITE_IOERR_SHORT_READ or raw.SQLITE_IOERR_LOCK
        or raw.SQLITE_IOERR_NOMEM);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
