using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace Timeline.Exporters;

/// <summary>A part of one segment that can be read while others write behind it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Start">Where it begins: a line.</param>
/// <param name="End">Where it ends: after a line.</param>
/// <param name="Lines">How many lines it should have.</param>
internal sealed record SpoolWindow(string Path, long Start, long End, long Lines)
{
    /// <summary>Reads records of it.</summary>
    /// <param name="records">How many at most.</param>
    /// <param name="bytes">How many bytes of lines at most, but for the first record.</param>
    /// <exception cref="IOException">The disk does not give it.</exception>
    public SpoolRead Read(int records, int bytes)
    {
        try
        {
            return ReadFile(records, bytes);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return Lost(default) with { IsGone = true };
        }
    }

    private SpoolRead ReadFile(int records, int bytes)
    {
        using var file = File.OpenHandle(
            Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        var (all, most) = (End - Start, Math.Min(End - Start, bytes + 4096L));

        // As much as so many lines of the middle length are: a window is often far longer than a batch.
        var length = Math.Min(most, (all / Math.Max(1, Lines) * records) + 4096L);
        while (true)
        {
            var memory = Bytes(file, length);
            var isAll = memory.Length < length || length == all;
            var lines = memory[..(memory.Span.LastIndexOf(SpoolLine.End) + 1)];
            if (lines.IsEmpty && isAll) return Lost(memory);
            if (!lines.IsEmpty)
            {
                var read = Parsed(lines, records, bytes);
                if (isAll || length >= most || read.Records.Length == records || read.End.Bytes < lines.Length)
                    return read;
            }

            length = Math.Min(length < most ? most : all, length * 2);
        }
    }

    private static SpoolRead Parsed(ReadOnlyMemory<byte> memory, int records, int bytes)
    {
        var found = ImmutableArray.CreateBuilder<ExportRecord>();
        var ends = ImmutableArray.CreateBuilder<SpoolPassed>();
        var damaged = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var (passed, used) = (default(SpoolPassed), 0L);
        while (passed.Bytes < memory.Length && found.Count < records)
        {
            var rest = memory[(int)passed.Bytes..];
            var line = rest[..rest.Span.IndexOf(SpoolLine.End)];
            if (SpoolLine.TryRead(line, out var record))
            {
                used += record.Json.Length + 1;
                if (found.Count > 0 && used > bytes) break;
                found.Add(record);
            }
            else
            {
                damaged.Add(line);
            }

            passed = new(passed.Bytes + line.Length + 1, passed.Lines + 1);
            if (ends.Count < found.Count) ends.Add(passed);
        }

        return new(found.ToImmutable(), ends.ToImmutable(), passed, damaged.ToImmutable());
    }

    private static ReadOnlyMemory<byte> Bytes(SafeFileHandle file, long start, long length)
    {
        var bytes = new byte[checked((int)length)];
        var read = 0;
        while (read < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(read), start + read) is var more and > 0)
            read += more;
        return bytes.AsMemory(0, read);
    }

    private ReadOnlyMemory<byte> Bytes(SafeFileHandle file, long length) => Bytes(file, Start, length);

    /// <summary>The file is shorter than what was written to it: what is left of it is no line.</summary>
    private SpoolRead Lost(ReadOnlyMemory<byte> rest) => rest.IsEmpty
        ? new([], [], new(End - Start, Lines), []) { Missing = Lines }
        : new([], [], new(End - Start, Lines), [rest]) { Missing = Lines - 1 };
}
