using System.Runtime.CompilerServices;

namespace Timeline.Merges;

/// <summary>Cases as files: a folder for each.</summary>
internal static class CaseFolder
{
    private const string BaseFile = "base.json";

    /// <summary>The cases in a folder, in the order of their names; the folder may be a case itself.</summary>
    public static async IAsyncEnumerable<MergeCase> ReadAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new RefusalException(ExitCode.Trouble, $"there is no folder '{folder}'");
        string[] cases = File.Exists(Path.Combine(folder, BaseFile))
            ? [folder]
            : [.. Directory.EnumerateDirectories(folder)
                .Where(inner => File.Exists(Path.Combine(inner, BaseFile)))
                .Order(StringComparer.Ordinal)];
        foreach (var path in cases)
        {
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
            yield return new MergeCase(
                name,
                await FileAsync(BaseFile).ConfigureAwait(false),
                await FileAsync("ours.json").ConfigureAwait(false),
                await FileAsync("theirs.json").ConfigureAwait(false),
                await FileAsync("committed.json").ConfigureAwait(false));

            Task<byte[]> FileAsync(string file) => File.ReadAllBytesAsync(Path.Combine(path, file), cancellation);
        }
    }
}
