using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Timeline.Persisting;

/// <summary>The names in a folder, which are brought to the disk by themselves: a file whose bytes are there is lost
/// with its name.</summary>
/// <remarks>
/// The store of SQLite and the command compile this file too: what they share with the facade is the core, which knows
/// no disk.
/// </remarks>
internal static class FolderNames
{
    private const int ReadOnlyLinux = 0x80000; // O_RDONLY | O_CLOEXEC
    private const int ReadOnlyMac = 0x1000000;
    private const int AccessDenied = 13;

    /// <summary>Brings the names in a folder to the disk. On Windows the file system does, with the files.</summary>
    /// <param name="folder">The folder; one that may be written but not read is left to the file system.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var (descriptor, error) = Opened(folder);
        if (descriptor < 0)
        {
            if (error == AccessDenied) return;
            throw new IOException(
                $"The names in '{folder}' cannot be brought to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        // The platform opens no folders, but flushes what is open.
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    private static (int Descriptor, int Error) Opened(string folder)
    {
        var path = Marshal.StringToCoTaskMemUTF8(folder);
        try
        {
            var descriptor = Open(path, OperatingSystem.IsMacOS() ? ReadOnlyMac : ReadOnlyLinux);
            return (descriptor, Marshal.GetLastSystemError());
        }
        finally
        {
            Marshal.FreeCoTaskMem(path);
        }
    }

    // Nothing to marshal, as not all who compile this do.
    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(nint path, int flags);
}
