using System.Diagnostics;

namespace Timeline.Tests.Integration.Exporters;

/// <summary>A file system of a few kilobytes; tests that need one are skipped where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static SmallDisk Mount(int kilobytes)
    {
        var folder = Directory.CreateTempSubdirectory("timeline-disk-").FullName;
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder)) return new(folder);
        Directory.Delete(folder);
        Assert.Skip("A full disk needs a file system to be mounted, which takes Linux and its administrator.");
        throw new UnreachableException();
    }

    /// <summary>Has a folder take no new files, or take them again.</summary>
    public static void SetWritable(string folder, bool canWrite)
    {
        if (OperatingSystem.IsLinux() && Run("chattr", canWrite ? "-i" : "+i", folder)) return;
        Assert.Skip("A folder that even an administrator cannot write needs Linux, its administrator, and a file system that knows it.");
    }

    public void Dispose()
    {
        Run("umount", Folder);
        Directory.Delete(Folder, recursive: true);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
