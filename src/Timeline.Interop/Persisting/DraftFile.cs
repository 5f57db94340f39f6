using Microsoft.Win32.SafeHandles;

namespace Timeline.Persisting;

/// <summary>A file about to be replaced: the new bytes grow beside it, and take its place by a rename.</summary>
/// <remarks>
/// Whoever reads meets the old bytes or the new ones, never a part, also after a crash. A symbolic link stays and what
/// it leads to is replaced. The file can be read by its owner alone; one that was there keeps its permissions.
/// </remarks>
internal sealed class DraftFile : IDisposable
{
    private readonly string _target;
    private readonly string _draft;
    private readonly SafeFileHandle _handle;
    private long _length;

    /// <summary>Begins to replace a file.</summary>
    /// <param name="path">The file; it need not exist, its folder must.</param>
    public DraftFile(string path)
    {
        // The full path first: a link is followed from the folder it stands in.
        var full = Path.GetFullPath(path);
        _target = new FileInfo(full).LinkTarget is null
            ? full
            : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        var folder = Path.GetDirectoryName(_target) ?? "/";
        _draft = Path.Combine(folder, $".{Path.GetFileName(_target)}.{Path.GetRandomFileName()}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            _handle = File.OpenHandle(_draft, FileMode.CreateNew, FileAccess.Write);
            return;
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (new FileStream(_draft, options))
        {
            // It is made so that nobody else can read it from the beginning on.
        }

        _handle = File.OpenHandle(_draft, FileMode.Open, FileAccess.Write);
        if (File.Exists(_target)) File.SetUnixFileMode(_handle, File.GetUnixFileMode(_target));
    }

    /// <summary>Adds bytes to the new ones.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await RandomAccess.WriteAsync(_handle, bytes, _length, cancellation).ConfigureAwait(false);
        _length += bytes.Length;
    }

    /// <summary>Puts the new bytes in the file's place, once they are on the disk; then their name is too.</summary>
    public void Commit()
    {
        RandomAccess.FlushToDisk(_handle);
        _handle.Dispose();
        File.Move(_draft, _target, overwrite: true);
        FolderNames.Flush(Path.GetDirectoryName(_target) ?? "/");
    }

    /// <summary>Takes the new bytes away again, unless they are in place.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        File.Delete(_draft);
    }
}
