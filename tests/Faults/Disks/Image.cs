using System.Globalization;
using Timeline.Tests.Faults.Running;

namespace Timeline.Tests.Faults.Disks;

/// <summary>
/// A disk that is a file: it is mounted through a loop device, and a copy of the file, taken while it is mounted, is what a
/// machine finds that lost its power then. What its file system had not yet sent to the device is not in it.
/// </summary>
internal sealed class Image : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static int Count;

    private readonly string _options;

    private Image(string file, string options)
    {
        File = file;
        Root = $"{file}.mounted";
        _options = options;
    }

    /// <summary>The file that is the disk.</summary>
    public string File { get; }

    /// <summary>Where it is mounted.</summary>
    public string Root { get; }

    /// <summary>Skips the test that runs where no disk can be made and mounted.</summary>
    public static void Need(FileSystem kind)
    {
        Needs.Administrator("Mounting a disk that is a file");
        Needs.Tool(kind.Maker, kind.Package);
        Needs.Tool("mount", "mount");
        if (!System.IO.File.Exists("/dev/loop-control"))
            Assert.Skip("There is no loop device (modprobe loop), by which a file is mounted as a disk.");
    }

    /// <summary>A folder for disks: in memory where there is such a place, for they are written and copied whole.</summary>
    public static Folder Shelf() => Directory.Exists("/dev/shm") ? new Folder("/dev/shm") : new Folder();

    /// <summary>Makes an empty disk and mounts it.</summary>
    /// <param name="shelf">Where its file lies.</param>
    /// <param name="kind">Its file system.</param>
    /// <param name="megabytes">Its size; what is not written takes no room.</param>
    public static async Task<Image> MakeAsync(Folder shelf, FileSystem kind, int megabytes)
    {
        var file = shelf.File(string.Create(CultureInfo.InvariantCulture, $"disk{Interlocked.Increment(ref Count)}"));
        await using (var made = new FileStream(file, FileMode.CreateNew))
            made.SetLength(Math.Max(megabytes, kind.LeastMegabytes) * 1024L * 1024);
        await Tool.RunAsync(kind.Maker, [.. kind.MakerOptions, file]);
        return await MountAsync(file, kind.MountOptions);
    }

    /// <summary>Copies the disk as it is at one moment, while it is mounted: two copies running must be the same, so that
    /// nothing was written meanwhile.</summary>
    /// <returns>The copy's file.</returns>
    public async Task<string> CopyAsync()
    {
        var copy = string.Create(CultureInfo.InvariantCulture, $"{File}.{Interlocked.Increment(ref Count)}");
        for (var tries = 0; tries < 100; tries++)
        {
            await Tool.RunAsync("cp", "--sparse=always", File, copy);
            if ((await Tool.TryAsync("cmp", "-s", File, copy)).Code == 0) return copy;
        }

        throw new InvalidOperationException($"{File} is never still: something writes to it.");
    }

    /// <summary>Turns the power on again: mounts a copy, whereby its file system recovers.</summary>
    public Task<Image> RecoverAsync(string copy) => MountAsync(copy, _options);

    /// <summary>A path on the disk.</summary>
    public string At(string name) => Path.Combine(Root, name);

    /// <summary>Brings everything that was written to the disk.</summary>
    public Task FlushAsync() => Tool.RunAsync("sync", "-f", Root);

    /// <summary>Unmounts it, and removes its file.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var tries = 0; (await Tool.TryAsync("umount", Root)).Code != 0 && tries < 50; tries++)
        {
            // A process that was killed holds its files for a moment yet; what holds them longer keeps them without a name.
            if (tries == 49) await Tool.RunAsync("umount", "-l", Root);
            await Task.Delay(Pause);
        }

        Directory.Delete(Root);
        System.IO.File.Delete(File);
    }

    private static async Task<Image> MountAsync(string file, string options)
    {
        var image = new Image(file, options);
        _ = Directory.CreateDirectory(image.Root);
        for (var tries = 1; ; tries++)
        {
            var (code, words) = await Tool.TryAsync("mount", "-o", $"loop{options}", file, image.Root);
            if (code == 0) return image;

            // Loop devices are few and shared by all of the machine: others may have them for a while.
            if (tries < 100 && words.Contains("loop", StringComparison.Ordinal)) await Task.Delay(Pause);
            else throw new InvalidOperationException($"mount of {file}: {words}");
        }
    }
}
