namespace Timeline.Tests.Properties.Exporters;

/// <summary>A folder for a case, deleted after it.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("timeline-spool-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>What a process that is killed now leaves: the files as they are.</summary>
    public Folder Copy()
    {
        var copy = new Folder();
        foreach (var file in Directory.EnumerateFiles(Path))
        {
            if (!file.EndsWith("lock", StringComparison.Ordinal))
                File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
        }

        return copy;
    }
}
