using System.Collections.Immutable;

namespace Timeline.Exporters;

/// <summary>A file of lines that were set aside, within a bound.</summary>
internal sealed class AsideFile(string path, long maximumBytes)
{
    public string Path { get; } = path;

    /// <summary>Adds lines, and has them on the disk when it returns. What could not be written leaves nothing
    /// behind, and what a killed process left is ended before it.</summary>
    /// <returns>How many there was room for: the first ones.</returns>
    public int Append(ImmutableArray<ReadOnlyMemory<byte>> lines)
    {
        using var file = new FileStream(
            Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        using var bytes = new MemoryStream();
        var start = file.Length;
        if (IsTorn(file)) bytes.WriteByte(SpoolLine.End);
        var kept = 0;
        foreach (var line in lines)
        {
            if (start + bytes.Length + line.Length + 1 > maximumBytes) break;
            bytes.Write(line.Span);
            bytes.WriteByte(SpoolLine.End);
            kept++;
        }

        if (kept == 0) return 0;
        try
        {
            RandomAccess.Write(file.SafeFileHandle, bytes.GetBuffer().AsSpan(0, (int)bytes.Length), start);
            RandomAccess.FlushToDisk(file.SafeFileHandle);
            return kept;
        }
        catch (IOException)
        {
            RandomAccess.SetLength(file.SafeFileHandle, start);
            throw;
        }
    }

    private static bool IsTorn(FileStream file)
    {
        if (file.Length == 0) return false;
        _ = file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != SpoolLine.End;
    }
}
