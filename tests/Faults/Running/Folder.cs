namespace Timeline.Tests.Faults.Running;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class Folder : IDisposable
{
    public Folder()
    {
        Path = Directory.CreateTempSubdirectory("timeline-faults-").FullName;
    }

    /// <param name="parent">Where it is made, rather than where temporary files are.</param>
    public Folder(string parent)
    {
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"timeline-faults-{Guid.NewGuid():N}")).FullName;
    }

    public string Path { get; }

    /// <summary>Where a store of the folder is.</summary>
    public string Store => File("store.db");

    /// <summary>A folder in memory, where the machine has such: for files that need not outlive a power cut.</summary>
    public static Folder InMemory() => Directory.Exists("/dev/shm") ? new Folder("/dev/shm") : new Folder();

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
