using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Timeline.Cli.Files;

/// <summary>An archive on the disk: lines of JSON. A single <c>-</c> is standard input.</summary>
internal static class ArchiveFile
{
    private const string StandardStream = "-";
    private const int BlockSize = 64 * 1024;

    /// <summary>The lines of an archive.</summary>
    /// <param name="path">The archive, or <c>-</c>.</param>
    /// <param name="cancellation">Gives up between blocks.</param>
    /// <returns>The lines without their ends; a line is good until the next one is asked for.</returns>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string path, CancellationToken cancellation)
    {
        if (path == StandardStream) return ReadAsync(Console.OpenStandardInput(), cancellation);
        if (Directory.Exists(path))
            throw new RefusalException(ExitCode.Trouble, $"'{path}' is a folder; name an archive");
        if (!File.Exists(path))
            throw new RefusalException(ExitCode.Trouble, $"there is no file '{path}'; name an archive");

        return ReadAsync(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockSize, useAsync: false),
            cancellation);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BlockSize));
        try
        {
            while (true)
            {
                var block = await reader.ReadAsync(cancellation).ConfigureAwait(false);
                var rest = block.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    yield return rest.Slice(0, end).ToArray();
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (block.IsCompleted)
                {
                    if (!rest.IsEmpty) yield return rest.ToArray();
                    yield break;
                }

                reader.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }
}
