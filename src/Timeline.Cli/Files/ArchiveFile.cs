using System.Runtime.CompilerServices;
using Timeline.Documents;

namespace Timeline.Cli.Files;

/// <summary>An archive on the disk: lines of JSON. A single <c>-</c> is standard input.</summary>
internal static class ArchiveFile
{
    private const string StandardStream = "-";
    private const int BlockSize = 64 * 1024;

    /// <summary>The lines of an archive.</summary>
    /// <param name="path">The archive, or <c>-</c>.</param>
    /// <param name="cancellation">Gives up between blocks.</param>
    /// <returns>The lines without their ends; each in memory of its own.</returns>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string path, CancellationToken cancellation)
    {
        if (path == StandardStream) return ReadAsync(Console.OpenStandardInput, cancellation);
        if (Directory.Exists(path))
            throw new RefusalException(ExitCode.Trouble, $"'{path}' is a folder; name an archive");
        if (!File.Exists(path))
            throw new RefusalException(ExitCode.Trouble, $"there is no file '{path}'; name an archive");

        return ReadAsync(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockSize, useAsync: false),
            cancellation);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Func<Stream> open, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var stream = open();
        await using (stream.ConfigureAwait(false))
        {
            await foreach (var line in ArchiveLines.ReadAsync(stream, cancellation).ConfigureAwait(false))
                yield return line;
        }
    }
}
