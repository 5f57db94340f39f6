using Timeline.Persisting;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>A file that is made beside another whose place it takes at once when it is done: flushed and
/// renamed.</summary>
/// <remarks>
/// An empty file beside it is locked while somebody is at work. The lock is not on the draft: on some networks it would
/// be in the way of SQLite's own, and to let go of it would be to lose those of whoever opens the file in its new
/// place. Who is killed leaves both files, unlocked.
/// </remarks>
internal sealed class DraftedFile : IDisposable
{
    private const string End = ".tmp";
    private const string LockEnd = "-lock";

    // Where locks do not reach other machines, this alone tells that nobody is at work.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly string _target;
    private readonly FileStream _lock;

    private DraftedFile(string target)
    {
        _target = target;
        Path = $"{Beginning(target)}{System.IO.Path.GetRandomFileName()}{End}";
        _lock = Lock(Path + LockEnd, FileMode.CreateNew);
        try
        {
            Disk.Make(Path).Dispose();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where it is, until it takes its place.</summary>
    public string Path { get; }

    /// <summary>A new file that its owner alone may read.</summary>
    /// <param name="target">The file whose place it may take.</param>
    /// <exception cref="HistoryStoreException">The folder is missing or must not be written.</exception>
    public static DraftedFile Beside(string target)
    {
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(target)))
            throw Trouble.Of(StoreTrouble.Missing, $"the folder of {target} does not exist; make it first");
        Sweep(target);
        DraftedFile? draft = null;
        Disk.Guarded(target, () => draft = new DraftedFile(target));
        return draft!;
    }

    /// <summary>Takes away the drafts of a file that programs which were killed have left: those that nobody has locked
    /// and nobody has written for an hour.</summary>
    /// <param name="target">The file.</param>
    public static void Sweep(string target) => _ = IsDone(() =>
    {
        var (beginning, end) = (Beginning(target), End + LockEnd);
        var length = beginning.Length + System.IO.Path.GetRandomFileName().Length + end.Length;
        var old = DateTime.UtcNow - LongestPause;
        var left = Directory.GetFiles(System.IO.Path.GetDirectoryName(target)!).Where(
            file => file.Length == length
                && file.StartsWith(beginning, StringComparison.Ordinal)
                && file.EndsWith(end, StringComparison.Ordinal));
        foreach (var held in left)
        {
            var draft = held[..^LockEnd.Length];
            if (File.GetLastWriteTimeUtc(held) > old || File.GetLastWriteTimeUtc(draft) > old) continue;
            _ = IsDone(() =>
            {
                using (Lock(held, FileMode.Open)) Delete(draft);
                File.Delete(held);
            });
        }
    });

    /// <summary>Puts it, which is on the disk then, in its place.</summary>
    /// <param name="overwrite">Whether there may be a file.</param>
    public void Put(bool overwrite) => Disk.Guarded(_target, () =>
    {
        Disk.Flush(Path);
        File.Move(Path, _target, overwrite);
        FolderNames.Flush(System.IO.Path.GetDirectoryName(_target)!);
    });

    /// <summary>Whether trouble is told of this file, of which nobody knows but this library.</summary>
    /// <param name="failure">The trouble.</param>
    public bool IsNamedIn(HistoryStoreException failure) => failure.Message.Contains(Path, StringComparison.Ordinal);

    /// <summary>The same trouble, told of a file that the user knows.</summary>
    /// <param name="failure">The trouble.</param>
    /// <param name="known">The file; null for the one whose place it was to take.</param>
    public HistoryStoreException Renamed(HistoryStoreException failure, string? known = null)
    {
        var file = known ?? _target;
        return failure.Trouble switch
        {
            StoreTrouble.DiskFull => Trouble.Of(
                StoreTrouble.DiskFull,
                $"there is no room left for {file}; nothing was made, free some space and retry"),
            StoreTrouble.Corrupt when failure.Fault is { } fault => HistoryStoreException.Corrupt(
                file, failure.History, failure.Number, fault.Replace(Path, file, StringComparison.Ordinal)),
            var trouble => new HistoryStoreException(
                trouble, failure.Message.Replace(Path, file, StringComparison.Ordinal), failure.InnerException),
        };
    }

    /// <summary>Takes it away where it has not taken its place, and what SQLite may have left beside it. What cannot be
    /// taken away is left to the next.</summary>
    public void Dispose()
    {
        var isGone = IsDone(() => Delete(Path));
        _lock.Dispose();
        if (isGone) _ = IsDone(() => File.Delete(Path + LockEnd));
    }

    private static string Beginning(string target) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(target)!, $".{System.IO.Path.GetFileName(target)}.");

    private static FileStream Lock(string path, FileMode mode) =>
        new(path, mode, FileAccess.Write, FileShare.None, bufferSize: 0);

    private static void Delete(string draft)
    {
        foreach (var end in (string[])["", "-journal", "-wal", "-shm"]) File.Delete(draft + end);
    }

    private static bool IsDone(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
