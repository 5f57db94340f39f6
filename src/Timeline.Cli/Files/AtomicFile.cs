using Microsoft.Win32.SafeHandles;
using Timeline.Persisting;

namespace Timeline.Cli.Files;

/// <summary>A file about to be replaced: the new bytes grow beside it, and take its place by a rename.</summary>
/// <remarks>
/// A reader, a crash or a full disk meets the old bytes or the new ones, never a part. A symbolic link stays and
/// what it leads to is replaced; the file's permissions stay.
/// </remarks>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _target;
    private readonly string _draft;
    private readonly SafeFileHandle _handle;
    private long _length;

    /// <summary>Begins to replace a file.</summary>
    /// <param name="path">The file; it need not exist, its folder must.</param>
    public AtomicFile(string path)
    {
        // The full path first: a link is followed from the folder it stands in.
        var full = Path.GetFullPath(path);
        _target = new FileInfo(full).LinkTarget is null
            ? full
            : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
        var folder = Path.GetDirectoryName(_target) ?? "/";
        if (!Directory.Exists(folder))
        {
            throw new RefusalException(
                ExitCode.Trouble, $"there is no folder '{folder}'; make it, or name another file");
        }

        if (IsOfDevices(folder))
        {
            throw new RefusalException(
                ExitCode.Trouble, $"'{path}' is among the system's devices, where nothing is replaced; name a file");
        }

        _draft = Path.Combine(folder, $".{Path.GetFileName(_target)}.{Path.GetRandomFileName()}.tmp");
        _handle = File.OpenHandle(_draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (!OperatingSystem.IsWindows() && File.Exists(_target))
            File.SetUnixFileMode(_handle, File.GetUnixFileMode(_target));
    }

    /// <summary>Adds bytes to the new ones.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellation">Gives up before they are written.</param>
    /// <returns>When they are written.</returns>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await RandomAccess.WriteAsync(_handle, bytes, _length, cancellation).ConfigureAwait(false);
        _length += bytes.Length;
    }

    /// <summary>Sees to it that the new bytes are on the disk, so that only the rename is left.</summary>
    public void Flush()
    {
        if (_handle.IsClosed) return;
        RandomAccess.FlushToDisk(_handle);
        _handle.Dispose();
    }

    /// <summary>Puts the new bytes in the file's place; they are on the disk then, and so is their name.</summary>
    public void Commit()
    {
        Flush();
        File.Move(_draft, _target, overwrite: true);
        FolderNames.Flush(Path.GetDirectoryName(_target) ?? "/");
    }

    /// <summary>Takes the new bytes away again, unless they are in place.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        File.Delete(_draft);
    }

    // Who may write there would have a plain file in the place of the device, which everybody uses.
    private static bool IsOfDevices(string folder) =>
        !OperatingSystem.IsWindows() && folder is "/dev" or "/dev/fd" or "/dev/pts" or "/proc/self/fd";
}
