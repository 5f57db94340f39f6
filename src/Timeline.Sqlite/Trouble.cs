using SQLitePCL;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Turns what SQLite answers into what a person can act on: the one place where its codes are
/// read.</summary>
internal static class Trouble
{
    // SQLITE_READONLY_ROLLBACK: there is something to undo in the file, and who only reads may not. A reader that looks
    // while another begins to commit is told so too.
    private const int ReadOnlyRollBack = raw.SQLITE_READONLY | (3 << 8);

    /// <summary>The exception for an answer that is not success.</summary>
    /// <param name="path">The store's file.</param>
    /// <param name="code">What SQLite answered, extended or not.</param>
    /// <param name="detail">SQLite's own words.</param>
    /// <param name="system">What the operating system answered; 0 where it is not known.</param>
    /// <returns>The exception to throw.</returns>
    public static Exception From(string path, int code, string detail, int system = 0) => (code & 0xff) switch
    {
        raw.SQLITE_READONLY when code == ReadOnlyRollBack => Of(
            StoreTrouble.Busy,
            $"{path} is being written to, or a program was killed while it wrote; "
            + "try again, or open it for writing once"),
        raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN when SystemError.IsFull(system) => Full(path),
        raw.SQLITE_CANTOPEN when SystemError.IsFailure(system) || SystemError.IsMissing(system) =>
            Unusable(path, detail),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Of(
            StoreTrouble.Busy, $"another process is using {path}; try again when it is done"),
        raw.SQLITE_FULL => Full(path),
        raw.SQLITE_READONLY when code == raw.SQLITE_READONLY_DBMOVED => Of(
            StoreTrouble.InputOutput,
            $"{path} was moved or deleted while it was open, or cannot be looked at; "
            + "nothing was recorded, put it back or open it again"),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH or raw.SQLITE_CANTOPEN => Of(
            StoreTrouble.NotPermitted, $"{path} or its folder may not be opened or written; check their permissions"),
        raw.SQLITE_NOTADB => NotAStore(path),
        raw.SQLITE_MISUSE or raw.SQLITE_RANGE => new InvalidOperationException($"SQLite was misused: {detail}"),
        raw.SQLITE_TOOBIG => Of(
            StoreTrouble.InputOutput,
            $"what is to be recorded is too large for a row of {path}; record it in smaller parts"),
        raw.SQLITE_NOMEM => new InsufficientMemoryException($"not enough memory to use {path}"),
        raw.SQLITE_CORRUPT or raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_FORMAT =>
            HistoryStoreException.Corrupt(path, null, null, TimelineError.OnOneLine(detail)),
        _ => Unusable(path, detail),
    };

    /// <summary>A disk that failed while a commit was under way.</summary>
    /// <param name="path">The file.</param>
    /// <param name="detail">SQLite's own words.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException Unknown(string path, string detail) => Of(
        StoreTrouble.OutcomeUnknown,
        $"the disk failed during a commit to {path} ({detail}), so it may have been recorded or not; "
        + "check the disk, and read what is there before recording it again");

    /// <summary>No room.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException Full(string path) => Of(
        StoreTrouble.DiskFull, $"there is no room left for {path}; nothing was recorded, free some space and retry");

    private static HistoryStoreException Unusable(string path, string detail) => Of(
        StoreTrouble.InputOutput, $"{path} cannot be read or written ({detail}); check the disk");

    /// <summary>A file whose place another has taken.</summary>
    /// <param name="path">The place.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException Replaced(string path) => Of(
        StoreTrouble.NotAStore,
        $"{path} was replaced while it was open, as a repair does; nothing was recorded, open it again");

    /// <summary>A file that is something else.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException NotAStore(string path) => Of(
        StoreTrouble.NotAStore, $"{path} is not a Timeline store; name another file, it was left as it is");

    /// <summary>A folder where a file is wanted.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException IsFolder(string path) => Of(
        StoreTrouble.NotAStore, $"{path} is a folder; name a file in it");

    /// <summary>Trouble of a kind.</summary>
    /// <param name="trouble">The kind.</param>
    /// <param name="message">One line that says what to do.</param>
    /// <returns>The exception to throw.</returns>
    public static HistoryStoreException Of(StoreTrouble trouble, string message) => new(trouble, message);
}
