namespace Timeline.Tests.Integration.Sqlite;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    // In memory where there is such a place: what a flush costs is measured elsewhere.
    private static readonly string Parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public Scratch() => LeftFolders.Add(Folder);

    public string Folder { get; } =
        Directory.CreateDirectory(Path.Combine(Parent, $"timeline-{Guid.NewGuid():N}")).FullName;

    public string Store => Path.Combine(Folder, "timeline.db");

    public void Dispose() => LeftFolders.Drop(Folder);
}
