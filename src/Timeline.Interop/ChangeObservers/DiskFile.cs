using Microsoft.Win32.SafeHandles;
using Timeline.Persisting;

namespace Timeline.ChangeObservers;

/// <summary>What is done to a file that may fail; tests stand in front of it.</summary>
internal class DiskFile
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file, making it for its owner's eyes alone where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">As of the platform.</param>
    /// <param name="isAlone">Whether nobody else may have it open, wherever that is held.</param>
    public virtual FileStream Open(string path, FileMode mode, bool isAlone = false)
    {
        FileStreamOptions options = new()
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = isAlone ? FileShare.None : FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerAlone;
        return new(path, options);
    }

    /// <summary>Writes all of the bytes at a place.</summary>
    public virtual void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) =>
        RandomAccess.Write(file, bytes, offset);

    /// <summary>Cuts a file off.</summary>
    public virtual void Cut(SafeFileHandle file, long length) => RandomAccess.SetLength(file, length);

    /// <summary>Brings what was written to the disk.</summary>
    public virtual void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    /// <summary>Brings the names in a folder to the disk.</summary>
    public virtual void FlushNames(string folder) => FolderNames.Flush(folder);

    /// <summary>Gives a file another name, at once or not at all; what had that name is gone.</summary>
    public virtual void Move(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>Takes a file away.</summary>
    public virtual void Delete(string path) => File.Delete(path);
}
