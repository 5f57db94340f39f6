using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Timeline.Values;

internal ref partial struct JsonReader
{
    private static readonly byte[] Controls = [.. Enumerable.Range(0, 32).Select(code => (byte)code)];

    /// <summary>What ends a run of plain ASCII in a string.</summary>
    private static readonly SearchValues<byte> NotPlain = SearchValues.Create(
        [.. Controls, (byte)'"', (byte)'\\', .. Enumerable.Range(128, 128).Select(code => (byte)code)]);

    /// <summary>What ends a run of characters that stand for themselves.</summary>
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Controls, (byte)'"', (byte)'\\']);

    private Value.Text? ReadText()
    {
        if (TryReadPlain(out var ascii)) return _cache.Text(ascii);
        return ReadString() is { } text ? new Value.Text(text) : null;
    }

    private string? ReadKey()
    {
        if (_at >= _text.Length || _text[_at] != '"')
        {
            _ = Expected("a key in double quotes");
            return null;
        }

        return TryReadPlain(out var ascii) ? _cache.Key(ascii) : ReadString();
    }

    /// <summary>Reads a string of ASCII without escapes, as nearly all are.</summary>
    private bool TryReadPlain(out ReadOnlySpan<byte> ascii)
    {
        var rest = _text[(_at + 1)..];
        var end = rest.IndexOfAny(NotPlain);
        var isPlain = end >= 0 && rest[end] == '"' && end <= _limits.TextBytes;
        ascii = isPlain ? rest[..end] : default;
        if (isPlain) _at += end + 2;
        return isPlain;
    }

    /// <summary>Reads any string; null with a fault noted.</summary>
    private string? ReadString()
    {
        var start = _at + 1;
        var end = start;
        while (true)
        {
            var special = _text[end..].IndexOfAny(Special);
            end = special < 0 ? _text.Length : end + special;
            if (end >= _text.Length) return FaultyText(_text.Length, "the text ends within a string");
            if (_text[end] == '"') break;
            if (_text[end] != '\\') return FaultyText(end, $"a string must not hold {Found(end)} unescaped");
            end = Math.Min(end + 2, _text.Length);
        }

        if (end - start > _limits.TextBytes)
            return FaultyText(_at, Invariant($"a string has more than {_limits.TextBytes} bytes"));

        var characters = ArrayPool<char>.Shared.Rent(end - start);
        var text = Decode(start, end, characters);
        ArrayPool<char>.Shared.Return(characters);
        if (text is not null) _at = end + 1;
        return text;
    }

    private string? Decode(int start, int end, Span<char> characters)
    {
        var length = 0;
        for (var at = start; at < end;)
        {
            var run = _text[at..end].IndexOf((byte)'\\');
            var plain = run < 0 ? _text[at..end] : _text.Slice(at, run);
            var status = Utf8.ToUtf16(
                plain, characters[length..], out var read, out var written, replaceInvalidSequences: false);
            if (status != OperationStatus.Done) return FaultyText(at + read, NotUtf8(at + read));
            length += written;
            at += plain.Length;
            if (at < end && !TryUnescape(ref at, end, characters, ref length)) return null;
        }

        return new string(characters[..length]);
    }

    /// <summary>Reads the escape at <paramref name="at"/>, both halves of a surrogate pair at once.</summary>
    private bool TryUnescape(ref int at, int end, Span<char> characters, ref int length)
    {
        var plain = _text[at + 1] switch
        {
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => '\0',
        };
        if (plain != '\0')
        {
            characters[length++] = plain;
            at += 2;
            return true;
        }

        if (_text[at + 1] != 'u')
            return FaultyText(at, "a backslash must be followed by one of \" \\ / b f n r t u") is not null;
        if (!TryReadHex(at, end, out var code)) return FaultyText(at, "\\u needs four hexadecimal digits") is not null;
        characters[length++] = code;
        if (!char.IsSurrogate(code))
        {
            at += 6;
            return true;
        }

        if (!char.IsHighSurrogate(code) || !TryReadHex(at + 6, end, out var low) || !char.IsLowSurrogate(low))
            return FaultyText(at, "this is half of a surrogate pair, no character") is not null;
        characters[length++] = low;
        at += 12;
        return true;
    }

    private readonly bool TryReadHex(int at, int end, out char code)
    {
        code = '\0';
        if (at + 6 > end || _text[at] != '\\' || _text[at + 1] != 'u') return false;
        var isHex = ushort.TryParse(
            _text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number);
        code = (char)number;
        return isHex;
    }

    private readonly string NotUtf8(int at) =>
        _text[at] == 0xED && at + 1 < _text.Length && _text[at + 1] >= 0xA0
            ? "this is half of a surrogate pair, no character"
            : string.Create(CultureInfo.InvariantCulture, $"the byte 0x{_text[at]:X2} here is not valid UTF-8");

    private string? FaultyText(int at, string reason)
    {
        _ = Fault(at, reason);
        return null;
    }
}
