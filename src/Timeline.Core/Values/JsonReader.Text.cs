using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Timeline.Values;

/// <summary>Strings and keys. The token reader takes any bytes and any escape between quotes; we do not.</summary>
internal ref partial struct JsonReader
{
    private const string HalfOfPair = "this is half of a surrogate pair, no character";

    private Value.Text? ReadText()
    {
        if (IsPlain && IsWithinLimit) return _cache.Text(_reader.ValueSpan);
        return ReadString() is { } text ? new Value.Text(text) : null;
    }

    private string? ReadKey() => IsPlain && IsWithinLimit ? _cache.Key(_reader.ValueSpan) : ReadString();

    /// <summary>Whether the string is ASCII without escapes, as nearly all are.</summary>
    private readonly bool IsPlain => !_reader.ValueIsEscaped && Ascii.IsValid(_reader.ValueSpan);

    private readonly bool IsWithinLimit => _reader.ValueSpan.Length <= _limits.TextBytes;

    /// <summary>Reads any string; null with a fault noted.</summary>
    private string? ReadString()
    {
        if (IsWithinLimit) return IsWellFormed(_reader.ValueSpan, TokenStart + 1) ? _reader.GetString() : null;
        _ = Fault(TokenStart, Invariant($"a string has more than {_limits.TextBytes} bytes"));
        return null;
    }

    /// <summary>
    /// Whether a string as written, from <paramref name="start"/>, is Unicode; else a fault is noted.
    /// </summary>
    private bool IsWellFormed(ReadOnlySpan<byte> written, int start)
    {
        if (!Utf8.IsValid(written)) return FaultyUtf8(start + IndexOfNoUtf8(written)) is not null;
        var half = IndexOfHalf(written);
        return half < 0 || Fault(start + half, HalfOfPair) is not null;
    }

    private static int IndexOfNoUtf8(ReadOnlySpan<byte> written)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(written[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }

    /// <summary>Where the escape of a surrogate stands that has no other half, or -1.</summary>
    private static int IndexOfHalf(ReadOnlySpan<byte> written)
    {
        var at = 0;
        while (true)
        {
            var next = written[at..].IndexOf((byte)'\\');
            if (next < 0) return -1;
            at += next;
            if (!TryReadHex(written[at..], out var code))
            {
                at += 2;
                continue;
            }

            at += 6;
            if (!char.IsSurrogate(code)) continue;
            var isPair = TryReadHex(written[at..], out var low) && char.IsSurrogatePair(code, low);
            if (!isPair) return at - 6;
            at += 6;
        }
    }

    /// <summary>Reads the <c>\u</c> escape at the start, whose digits are known to be hexadecimal.</summary>
    private static bool TryReadHex(ReadOnlySpan<byte> written, out char code)
    {
        var isHex = written.StartsWith("\\u"u8);
        code = isHex
            ? (char)ushort.Parse(written.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : '\0';
        return isHex;
    }
}
