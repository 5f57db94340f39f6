using System.Globalization;
using SQLitePCL;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Opens and closes a store's file with the settings that its promises rest on.</summary>
internal static class StoreFile
{
    // Smaller than usual: most rows are short, and half-empty pages are most of what a small store wastes.
    internal const int PageSize = 2048;

    /// <summary>Opens a file and brings it to the newest format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How.</param>
    /// <param name="schema">What kind of file.</param>
    /// <returns>The open file.</returns>
    public static Database Open(string path, SqliteStoreOptions options, Schema schema)
    {
        var full = Path.GetFullPath(path);
        Make(full, options);
        var database = Database.Open(full, options.ReadOnly);
        try
        {
            new Patience(options.BusyTimeout).Do(() => SetUp(database, options, schema));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void SetUp(Database database, SqliteStoreOptions options, Schema schema)
    {
        database.Execute(string.Create(CultureInfo.InvariantCulture,
            $"PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; "
            + $"PRAGMA foreign_keys=ON; PRAGMA page_size={PageSize}"));
        schema.Bring(database, options.ReadOnly);
        if (!options.ReadOnly) SetJournal(database);
        if (options.LeavesFlushesOut) database.Execute("PRAGMA synchronous=OFF");
        if (options.LargestFile is not { } largest) return;
        var pages = Math.Max(1, largest / database.Number("PRAGMA page_size"));
        database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count={pages}"));
    }

    /// <summary>Closes a file, so that nothing but it is left.</summary>
    /// <param name="database">The file.</param>
    /// <param name="options">How it was opened.</param>
    public static void Close(Database database, SqliteStoreOptions options)
    {
        // A journal that was emptied is taken away; if another process is at work it is still needed, and stays. So it
        // does where it is that of another file.
        if (!options.ReadOnly && !MayUseWriteAheadLog(Database.Version) && !database.IsReplaced)
            database.Try("PRAGMA journal_mode=DELETE");
        database.Dispose();
    }

    /// <summary>
    /// Whether a version of SQLite is free of the fault in write-ahead logging that can damage a file when two
    /// connections write and checkpoint at once (fixed in 3.51.3, 3.50.7 and 3.44.6).
    /// </summary>
    /// <param name="version">The version, as one number.</param>
    /// <returns>True if its write-ahead log can be trusted.</returns>
    public static bool MayUseWriteAheadLog(int version) =>
        version is >= 3051003 or (>= 3050007 and < 3051000) or (>= 3044006 and < 3045000);

    private static void SetJournal(Database database)
    {
        // TRUNCATE flushes the emptied journal itself, so the commit needs no flush of the folder, as DELETE would.
        database.Execute(MayUseWriteAheadLog(Database.Version)
            ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"
            : "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL");
    }

    private static void Make(string path, SqliteStoreOptions options)
    {
        if (Directory.Exists(path)) throw Trouble.IsFolder(path);
        if (File.Exists(path)) return;
        if (options.ReadOnly || !options.CreateIfMissing)
        {
            throw Trouble.Of(
                StoreTrouble.Missing, $"there is no store at {path}; record something first, or name another");
        }

        try
        {
            // What is recorded may be secret: nobody else reads it unless its owner says so.
            Disk.Make(path).Dispose();
        }
        catch (DirectoryNotFoundException)
        {
            throw Trouble.Of(StoreTrouble.Missing, $"the folder of {path} does not exist; make it first");
        }
        catch (UnauthorizedAccessException)
        {
            throw Trouble.From(path, raw.SQLITE_CANTOPEN, "");
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it first, which is as good.
        }
        catch (IOException failure) when (SystemError.IsFull(failure))
        {
            throw Trouble.Full(path);
        }
        catch (IOException failure)
        {
            throw new HistoryStoreException(
                StoreTrouble.InputOutput, $"{path} cannot be made ({failure.Message}); check the disk", failure);
        }
    }
}
