using SQLitePCL;
using Timeline.Persisting;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>What is done with files past SQLite, with its trouble in words.</summary>
internal static class Disk
{
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

    /// <summary>Makes a file that its owner alone may read.</summary>
    /// <param name="path">The file, which must not be there.</param>
    /// <returns>The open file.</returns>
    public static FileStream Make(string path)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, how);
    }

    /// <summary>Brings a file to the disk.</summary>
    /// <param name="path">The file.</param>
    public static void Flush(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Does something with files, whose trouble is the store's.</summary>
    /// <param name="path">The file that is named.</param>
    /// <param name="act">What to do.</param>
    public static void Guarded(string path, Action act)
    {
        try
        {
            act();
        }
        catch (UnauthorizedAccessException)
        {
            throw Trouble.Of(
                StoreTrouble.NotPermitted,
                $"{path} or its folder may not be read or written; check their permissions");
        }
        catch (IOException failure) when (SystemError.IsFull(failure))
        {
            throw Trouble.Full(path);
        }
        catch (IOException failure)
        {
            throw new HistoryStoreException(
                StoreTrouble.InputOutput,
                $"{path} cannot be read or written ({failure.Message}); check the disk",
                failure);
        }
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
}
