namespace Timeline.Tests.Faults.Running;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("timeline-faults-").FullName;

    /// <summary>Where a store of the folder is.</summary>
    public string Store => File("store.db");

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
