using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Timeline.Documents;

/// <summary>The lines of an archive, as exporting writes and importing takes them.</summary>
public static class ArchiveLines
{
    private const int BlockSize = 64 * 1024;

    /// <summary>Reads a stream line by line.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="cancellation">Gives up between blocks.</param>
    /// <returns>The lines without their ends, each in memory of its own. Besides the longest line nothing is
    /// held.</returns>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var reader = PipeReader.Create(stream, new(bufferSize: BlockSize, leaveOpen: true));
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
