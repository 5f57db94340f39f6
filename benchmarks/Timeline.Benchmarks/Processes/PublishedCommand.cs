using System.Runtime.InteropServices;

namespace Timeline.Benchmarks.Processes;

/// <summary>The command line, published ready to run for this kind of machine.</summary>
internal static class PublishedCommand
{
    /// <summary>Publishes it into a folder.</summary>
    /// <returns>The program's path.</returns>
    public static string Make(string folder)
    {
        var root = Root();
        _ = WholeProcess.Run(root, "dotnet",
        [
            "publish", Path.Combine(root, "src", "Timeline.Cli"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
            "--self-contained", "false", "-o", folder, "-v", "quiet", "-nologo",
        ]);
        return Path.Combine(folder, OperatingSystem.IsWindows() ? "timeline.exe" : "timeline");
    }

    // The benchmarks are built in the repository that they are of.
    private static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Timeline.sln"))) return folder;
        }

        throw new InvalidOperationException("The command is published from the repository, in which the benchmarks must be built.");
    }
}
