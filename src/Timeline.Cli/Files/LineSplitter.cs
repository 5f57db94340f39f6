using System.Buffers;

namespace Timeline.Cli.Files;

/// <summary>Makes lines of bytes that come in pieces.</summary>
internal sealed class LineSplitter
{
    /// <summary>How long a line may be.</summary>
    public const int LongestLine = 256 << 20;

    private readonly ArrayBufferWriter<byte> _begun = new();
    private bool _isTooLong;
    private long _number;

    /// <summary>The lines that end in a piece.</summary>
    /// <param name="piece">The bytes that follow those of before.</param>
    /// <returns>The lines, in order.</returns>
    public List<LogLine> Split(ReadOnlySpan<byte> piece)
    {
        var lines = new List<LogLine>();
        for (var end = piece.IndexOf((byte)'\n'); end >= 0; end = piece.IndexOf((byte)'\n'))
        {
            Begin(piece[..end]);
            lines.Add(Take());
            piece = piece[(end + 1)..];
        }

        Begin(piece);
        return lines;
    }

    /// <summary>What stands behind the last line's end, as a line.</summary>
    /// <returns>The line, or null where nothing does.</returns>
    public LogLine? End() => _begun.WrittenCount > 0 || _isTooLong ? Take() : null;

    private void Begin(ReadOnlySpan<byte> bytes)
    {
        if ((long)_begun.WrittenCount + bytes.Length > LongestLine) _isTooLong = true;
        if (_isTooLong) _begun.ResetWrittenCount();
        else _begun.Write(bytes);
    }

    private LogLine Take()
    {
        _number++;
        var bytes = _begun.WrittenSpan;
        if (_number == 1 && bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes is [.., (byte)'\r']) bytes = bytes[..^1];
        var line = new LogLine(_number, _isTooLong ? null : bytes.ToArray());
        _begun.ResetWrittenCount();
        _isTooLong = false;
        return line;
    }
}
