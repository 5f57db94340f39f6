using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Timeline.ChangeObservers;

/// <summary>What stands behind the last line's end: a line whose writing was broken off. Or a last line with zeros in
/// it, which no JSON has: its end had reached the disk when the machine failed, and the rest of it had not.</summary>
internal static class TornEnd
{
    private const int PieceSize = 64 * 1024;

    // Nobody reads a longer line, so that it is not looked into either.
    private const long LongestLine = 256 << 20;

    private static ReadOnlySpan<byte> LineEnd => "\n"u8;

    /// <summary>Makes a file end with the end of a line.</summary>
    /// <returns>How long the file is then.</returns>
    /// <remarks>A list or map that is whole lacks only its line's end, and gets it; anything else may be the half of
    /// something, goes where the torn ends are, and is cut off.</remarks>
    public static long Mend(DiskFile disk, SafeFileHandle file, FileNames names)
    {
        var length = RandomAccess.GetLength(file);
        var begin = BeginOfLast(file, length);
        if (begin == length) return MendHoles(disk, file, names, length);
        if (length - begin <= LongestLine && IsWhole(Read(file, begin, (int)(length - begin))))
        {
            disk.Write(file, LineEnd, length);
            return length + 1;
        }

        SetAside(disk, file, begin, length, names.Torn);
        disk.Cut(file, begin);
        return MendHoles(disk, file, names, begin);
    }

    /// <summary>Sets aside the last lines that have zeros in them.</summary>
    /// <returns>How long the file is then.</returns>
    private static long MendHoles(DiskFile disk, SafeFileHandle file, FileNames names, long length)
    {
        while (length > 0)
        {
            var begin = BeginOfLast(file, length - 1);
            if (length - begin > LongestLine || !Read(file, begin, (int)(length - begin)).AsSpan().Contains((byte)0))
                return length;
            SetAside(disk, file, begin, length - 1, names.Torn);
            disk.Cut(file, begin);
            length = begin;
        }

        return length;
    }

    private static long BeginOfLast(SafeFileHandle file, long length)
    {
        var piece = new byte[(int)Math.Min(PieceSize, length)];
        for (var end = length; end > 0;)
        {
            var begin = Math.Max(0, end - piece.Length);
            var there = piece.AsSpan(0, (int)(end - begin));
            Fill(file, there, begin);
            if (there.LastIndexOf(LineEnd) is var at and >= 0) return begin + at + 1;
            end = begin;
        }

        return 0;
    }

    private static byte[] Read(SafeFileHandle file, long begin, int count)
    {
        var bytes = new byte[count];
        Fill(file, bytes, begin);
        return bytes;
    }

    private static void Fill(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var count = RandomAccess.Read(file, bytes, offset);
            if (count == 0) throw new EndOfStreamException("It became shorter while it was read.");
            bytes = bytes[count..];
            offset += count;
        }
    }

    // A number or a word may go on; what has brackets has an end of its own.
    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader reader = new(line, new JsonReaderOptions { MaxDepth = 2048 });
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                return false;
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void SetAside(DiskFile disk, SafeFileHandle file, long begin, long end, string path)
    {
        using var torn = disk.Open(path, FileMode.OpenOrCreate);
        var start = torn.Length;
        try
        {
            var offset = start;
            while (begin < end)
            {
                var piece = Read(file, begin, (int)Math.Min(PieceSize, end - begin));
                disk.Write(torn.SafeFileHandle, piece, offset);
                begin += piece.Length;
                offset += piece.Length;
            }

            disk.Write(torn.SafeFileHandle, LineEnd, offset);
            disk.Flush(torn.SafeFileHandle);
        }
        catch
        {
            disk.Cut(torn.SafeFileHandle, start);
            throw;
        }
    }
}
