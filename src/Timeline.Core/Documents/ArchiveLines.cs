using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Timeline.Documents;

/// <summary>The lines of an archive, as exporting writes and importing takes them.</summary>
public static class ArchiveLines
{
    /// <summary>The longest line that is taken, in bytes: what a document may have.</summary>
    internal const int LongestLine = 1 << 30;

    private const int BlockSize = 64 * 1024;

    /// <summary>Reads a stream line by line.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="cancellation">Gives up between blocks.</param>
    /// <returns>The lines without their ends, each in memory of its own. Besides the longest line nothing is
    /// held. Of a line of more than 1 GiB only the beginning is given, as the last one, so long that importing refuses
    /// it.</returns>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadAsync(stream, LongestLine, cancellation);
    }

    /// <summary>Reads a stream whose lines are at most so long.</summary>
    internal static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, int longest, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var reader = PipeReader.Create(stream, new(bufferSize: BlockSize, leaveOpen: true));
        try
        {
            // What was looked through for an end is not looked through again.
            var seen = 0L;
            while (true)
            {
                var block = await reader.ReadAsync(cancellation).ConfigureAwait(false);
                var rest = block.Buffer;
                while (rest.Slice(seen).PositionOf((byte)'\n') is { } end)
                {
                    yield return rest.Slice(0, end).ToArray();
                    rest = rest.Slice(rest.GetPosition(1, end));
                    seen = 0;
                }

                seen = rest.Length;
                if (seen > longest)
                {
                    yield return rest.Slice(0, longest + 1L).ToArray();
                    yield break;
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
