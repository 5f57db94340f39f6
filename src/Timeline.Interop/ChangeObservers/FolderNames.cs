using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Timeline.ChangeObservers;

/// <summary>The names in a folder, which are brought to the disk by themselves: a file whose bytes are there is lost
/// with its name.</summary>
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
        var path = Encoding.UTF8.GetBytes(folder + '\0');
        var descriptor = Open(path, OperatingSystem.IsMacOS() ? ReadOnlyMac : ReadOnlyLinux);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == AccessDenied) return;
            throw new IOException(
                $"The names in '{folder}' cannot be brought to the disk: {Marshal.GetPInvokeErrorMessage(error)}.");
        }

        // The platform opens no folders, but flushes what is open.
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
