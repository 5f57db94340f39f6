using System.Collections.Immutable;

namespace Timeline.Exporters;

/// <summary>A file of lines that were set aside, within a bound.</summary>
internal sealed class AsideFile(string path, long maximumBytes)
{
    public string Path { get; } = path;

    /// <summary>Adds lines, and has them on the disk when it returns.</summary>
    /// <returns>How many there was room for: the first ones.</returns>
    public int Append(ImmutableArray<ReadOnlyMemory<byte>> lines)
    {
        using var file = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read);
        var kept = 0;
        foreach (var line in lines)
        {
            if (file.Position + line.Length + 1 > maximumBytes) break;
            file.Write(line.Span);
            file.WriteByte(SpoolLine.End);
            kept++;
        }

        file.Flush(flushToDisk: true);
        return kept;
    }
}
