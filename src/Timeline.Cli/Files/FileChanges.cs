using System.Runtime.CompilerServices;

namespace Timeline.Cli.Files;

/// <summary>The moments at which a file has been saved and is at rest again.</summary>
/// <remarks>
/// What counts is what the file looks like (time of writing, length), not what the system says happened to it: an
/// editor that writes a new file and renames it over the old one is seen like one that writes in place. The system's
/// notices only shorten the wait; where there are none (network drives, no watches left) the file is looked at every
/// second.
/// </remarks>
internal sealed class FileChanges : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromSeconds(3);

    private readonly string _path;
    private readonly SemaphoreSlim _notice = new(0, 1);
    private readonly FileSystemWatcher? _watcher;
    private readonly Sight? _first;

    /// <summary>Begins to look at a file.</summary>
    /// <param name="path">The file; it need not exist, its folder must.</param>
    public FileChanges(string path)
    {
        _path = Path.GetFullPath(path);
        _watcher = TryWatch(_path, Notice);
        _first = Look();
    }

    /// <summary>Each save since this was made, until cancelled; saves closer together than the file's rest count
    /// once.</summary>
    /// <param name="cancellation">Ends the sequence.</param>
    /// <returns>One item per save, without end.</returns>
    public async IAsyncEnumerable<DateTimeOffset> SavesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = _first;
        while (true)
        {
            _ = await _notice.WaitAsync(LookEvery, cancellation).ConfigureAwait(false);
            if (Look() == seen) continue;
            seen = await SettledAsync(cancellation).ConfigureAwait(false);
            if (seen is { } saved) yield return saved.Written;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watcher?.Dispose();
        _notice.Dispose();
    }

    private static FileSystemWatcher? TryWatch(string path, Action notice)
    {
        try
        {
            var watcher = new FileSystemWatcher(Path.GetDirectoryName(path) ?? "/", Path.GetFileName(path))
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Changed += (_, _) => notice();
            watcher.Created += (_, _) => notice();
            watcher.Renamed += (_, _) => notice();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException)
        {
            // No watches left: the look once a second is enough.
            return null;
        }
    }

    private async Task<Sight?> SettledAsync(CancellationToken cancellation)
    {
        var sight = Look();
        for (var waited = TimeSpan.Zero; waited < LongestUnrest; waited += Rest)
        {
            await Task.Delay(Rest, cancellation).ConfigureAwait(false);
            var later = Look();
            if (later == sight && sight is not null) break;
            sight = later;
        }

        return sight;
    }

    private Sight? Look()
    {
        var file = new FileInfo(_path);
        return file.Exists ? new Sight(file.LastWriteTimeUtc, file.Length) : null;
    }

    private void Notice()
    {
        try
        {
            if (_notice.CurrentCount == 0) _ = _notice.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another notice came between the look and the release; one is enough.
        }
        catch (ObjectDisposedException)
        {
            // A last notice after the end.
        }
    }

    private readonly record struct Sight(DateTimeOffset Written, long Length);
}
