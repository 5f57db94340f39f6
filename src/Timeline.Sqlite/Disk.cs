using SQLitePCL;
using Timeline.Persisting;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>Files that take their place at once: written beside it under another name, flushed, and renamed.</summary>
internal static class Disk
{
    /// <summary>A new file that its owner alone may read, beside another whose place it may take.</summary>
    /// <param name="target">The other file.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="HistoryStoreException">The folder is missing or must not be written.</exception>
    public static string Draft(string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            throw Trouble.Of(StoreTrouble.Missing, $"the folder of {target} does not exist; make it first");
        var draft = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        Guarded(target, () => Make(draft).Dispose());
        return draft;
    }

    /// <summary>Puts a draft, which is on the disk then, in the place of a file, if there is one.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="target">The file.</param>
    /// <param name="overwrite">Whether there may be one.</param>
    public static void Put(string draft, string target, bool overwrite) => Guarded(target, () =>
    {
        Flush(draft);
        File.Move(draft, target, overwrite);
        FolderNames.Flush(Path.GetDirectoryName(target)!);
    });

    /// <summary>Opens a file beside those who use it through SQLite, whose locks are others, and beside nobody who
    /// opens it so.</summary>
    /// <remarks>Windows has no such locks: there it is opened beside all.</remarks>
    /// <param name="path">The file.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="HistoryStoreException">Another has it open so (<see cref="StoreTrouble.Busy"/>), there is no
    /// such file, or it may not be written.</exception>
    public static FileStream OpenAlone(string path)
    {
        if (Directory.Exists(path)) throw Trouble.IsFolder(path);
        if (!File.Exists(path))
            throw Trouble.Of(StoreTrouble.Missing, $"there is no store at {path}; name another");
        var others = OperatingSystem.IsWindows() ? FileShare.ReadWrite | FileShare.Delete : FileShare.None;
        FileStream? file = null;
        Guarded(path, () =>
        {
            try
            {
                file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, others, bufferSize: 0);
            }
            catch (IOException failure) when (SystemError.IsHeld(failure))
            {
                throw Trouble.From(path, raw.SQLITE_BUSY, "");
            }
        });
        return file!;
    }

    /// <summary>Lets the same people read a file as another.</summary>
    /// <param name="from">The other.</param>
    /// <param name="to">The file.</param>
    public static void TakeMode(string from, string to)
    {
        Guarded(to, () =>
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        });
    }

    /// <summary>Copies a file that stays open, so that no lock on it is lost, and flushes the copy.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">The copy, which must not be there.</param>
    public static void Copy(FileStream from, string to) => Guarded(to, () =>
    {
        try
        {
            using var copy = Make(to);
            from.Position = 0;
            from.CopyTo(copy);
            copy.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(to);
            throw;
        }

        FolderNames.Flush(Path.GetDirectoryName(to)!);
    });

    /// <summary>The first bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many.</param>
    /// <returns>As many as there are; null where it is a device or a pipe.</returns>
    public static byte[]? Head(string path, int count)
    {
        byte[]? head = null;
        Guarded(path, () => head = ReadHead(path, count));
        return head;
    }

    /// <summary>Whether something went wrong with a draft, of which nobody knows but this library.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="draft">The draft.</param>
    public static bool IsAbout(HistoryStoreException failure, string draft) =>
        failure.Message.Contains(draft, StringComparison.Ordinal);

    /// <summary>The same trouble with the name that was asked for.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="target">What it was to become.</param>
    public static HistoryStoreException About(HistoryStoreException failure, string draft, string target) =>
        Trouble.Of(failure.Trouble, failure.Trouble == StoreTrouble.DiskFull
            ? $"there is no room left for {target}; nothing was made, free some space and retry"
            : failure.Message.Replace(draft, target, StringComparison.Ordinal));

    /// <summary>Takes a draft away, and what SQLite may have left beside it.</summary>
    /// <param name="draft">The draft.</param>
    public static void Drop(string draft)
    {
        foreach (var file in (string[])[draft, $"{draft}-journal", $"{draft}-wal", $"{draft}-shm"]) File.Delete(file);
    }

    private static byte[]? ReadHead(string path, int count)
    {
        // A pipe would be waited for. What has no length may be one, and says so when it is given one.
        var isEmpty = new FileInfo(path).Length == 0;
        using var file = File.OpenHandle(
            path, FileMode.Open, isEmpty ? FileAccess.ReadWrite : FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        try
        {
            if (isEmpty) RandomAccess.SetLength(file, 0);
            var head = new byte[count];
            return head[..RandomAccess.Read(file, head, 0)];
        }
        catch (Exception failure) when (isEmpty && failure is IOException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    private static FileStream Make(string path)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, how);
    }

    private static void Flush(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    private static void Guarded(string path, Action act)
    {
        try
        {
            act();
        }
        catch (UnauthorizedAccessException)
        {
            throw Trouble.Of(
                StoreTrouble.NotPermitted, $"{path} or its folder may not be written; check their permissions");
        }
        catch (IOException failure) when (SystemError.IsFull(failure))
        {
            throw Trouble.Full(path);
        }
        catch (IOException failure)
        {
            throw new HistoryStoreException(
                StoreTrouble.InputOutput, $"{path} cannot be written ({failure.Message}); check the disk", failure);
        }
    }
}
