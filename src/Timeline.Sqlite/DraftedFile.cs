using Timeline.Persisting;
using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>A file that is made beside another whose place it takes at once when it is done: flushed and
/// renamed.</summary>
internal sealed class DraftedFile : IDisposable
{
    private readonly string _target;

    private DraftedFile(string target)
    {
        _target = target;
        var folder = System.IO.Path.GetDirectoryName(target)!;
        Path = System.IO.Path.Combine(
            folder, $".{System.IO.Path.GetFileName(target)}.{System.IO.Path.GetRandomFileName()}.tmp");
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
        var draft = new DraftedFile(target);
        Disk.Guarded(target, () => Disk.Make(draft.Path).Dispose());
        return draft;
    }

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

    /// <summary>Takes it away where it has not taken its place, and what SQLite may have left beside it.</summary>
    public void Dispose()
    {
        foreach (var end in (string[])["", "-journal", "-wal", "-shm"]) File.Delete(Path + end);
    }
}
