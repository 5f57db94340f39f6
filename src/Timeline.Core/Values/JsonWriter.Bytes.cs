using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Timeline.Values;

internal ref partial struct JsonWriter
{
    private const JsonEscapes HowNotWhat = JsonEscapes.QuoteAsHex | JsonEscapes.BackslashAsHex
        | JsonEscapes.BackspaceAsHex | JsonEscapes.LineFeedAsHex | JsonEscapes.UpperHex;

    // Beyond that the calls for longer texts take less.
    private const int LongestPlain = 64;

    /// <summary>What no style writes raw.</summary>
    private static readonly SearchValues<char> MustEscape =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\']);

    /// <summary>What every style writes raw.</summary>
    private static readonly SearchValues<char> NeverEscaped = SearchValues.Create(
        " !#$%()*,-.0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>How many bytes stand in the current line.</summary>
    private readonly long Column => _flushed + _used - _lineStart;

    private void WriteNumber(Value.Number number)
    {
        int written;
        for (var size = 32; !number.TryFormat(Room(size), out written); size = number.Spelling.Length)
        {
            // The spelling is longer than most: the second turn has room for it.
        }

        _used += written;
    }

    private void WriteString(string text)
    {
        if (text.Length <= LongestPlain && _escapesNothingMore && TryWritePlain(text)) return;
        var rest = text.AsSpan();
        var special = SpecialIn(rest);
        if (special < 0 && rest.Length <= Chunk)
        {
            var room = Room((rest.Length * 3) + 2);
            room[0] = (byte)'"';
            var written = Encoding.UTF8.GetBytes(rest, room[1..]);
            room[written + 1] = (byte)'"';
            _used += written + 2;
            return;
        }

        WriteByte((byte)'"');
        while (rest.Length > 0)
        {
            var raw = SpecialIn(rest);
            if (raw < 0) raw = rest.Length;
            WriteRaw(rest[..raw]);
            rest = rest[raw..];
            if (rest.Length > 0) rest = rest[WriteOne(rest)..];
        }

        WriteByte((byte)'"');
    }

    /// <summary>
    /// Writes a short text, if it is of letters that stand for themselves: they are looked at and made bytes at once,
    /// where two calls for as many letters as most texts have take longer than the letters.
    /// </summary>
    private bool TryWritePlain(ReadOnlySpan<char> text)
    {
        // Whole vectors are written, and what is too much is written over.
        var room = Room(text.Length + 2 + Vector128<byte>.Count);
        room[0] = (byte)'"';
        var letters = MemoryMarshal.Cast<char, ushort>(text);
        var bytes = room[1..];
        for (; letters.Length >= Vector128<ushort>.Count; letters = letters[Vector128<ushort>.Count..])
        {
            var eight = Vector128.Create(letters);
            if (AreSpecial(eight)) return false;
            Vector128.Narrow(eight, eight).CopyTo(bytes);
            bytes = bytes[Vector128<ushort>.Count..];
        }

        for (var i = 0; i < letters.Length; i++)
        {
            var letter = letters[i];
            if (letter is < ' ' or '"' or '\\' or > '~') return false;
            bytes[i] = (byte)letter;
        }

        bytes[letters.Length] = (byte)'"';
        _used += text.Length + 2;
        return true;
    }

    /// <summary>Whether any of eight letters may be written in another way than as itself.</summary>
    private static bool AreSpecial(Vector128<ushort> letters)
    {
        var places = letters - Vector128.Create((ushort)' ');
        var outside = Vector128.GreaterThan(places, Vector128.Create((ushort)('~' - ' ')));
        var quotes = Vector128.Equals(letters, Vector128.Create((ushort)'"'));
        var slashes = Vector128.Equals(letters, Vector128.Create((ushort)'\\'));
        return (outside | quotes | slashes) != Vector128<ushort>.Zero;
    }

    /// <summary>Where the first character stands that this style may escape, or -1.</summary>
    private readonly int SpecialIn(ReadOnlySpan<char> text) => _escapesNothingMore
        ? text.IndexOfAny(MustEscape)
        : text.IndexOfAnyExcept(NeverEscaped);

    private void WriteRaw(ReadOnlySpan<char> text)
    {
        // In pieces, so that a long text does not need the threefold room for itself.
        while (text.Length > 0)
        {
            var cut = Math.Min(text.Length, Chunk);
            if (cut < text.Length && char.IsHighSurrogate(text[cut - 1])) cut--;
            var piece = text[..cut];
            // The room first: making it may flush, and then what was used is no longer used.
            var room = Room(piece.Length * 3);
            _used += Encoding.UTF8.GetBytes(piece, room);
            text = text[piece.Length..];
        }
    }

    /// <summary>Writes the character at the start, escaped if the style says so, and gives its UTF-16 length.</summary>
    private int WriteOne(ReadOnlySpan<char> text)
    {
        var letter = text[0];
        var length = char.IsHighSurrogate(letter) ? 2 : 1;
        var brief = Brief(letter);
        if (brief != 0 && (brief != '/' || Has(JsonEscapes.Slash)))
        {
            WriteByte((byte)'\\');
            WriteByte(brief);
        }
        else if (IsEscaped(letter))
        {
            for (var index = 0; index < length; index++) WriteHex(text[index]);
        }
        else
        {
            WriteRaw(text[..length]);
        }

        return length;
    }

    /// <summary>The letter of the short escape this style uses for a character, or 0.</summary>
    private readonly byte Brief(char letter) => letter switch
    {
        '"' when !Has(JsonEscapes.QuoteAsHex) => (byte)'"',
        '\\' when !Has(JsonEscapes.BackslashAsHex) => (byte)'\\',
        '/' => (byte)'/',
        '\b' when !Has(JsonEscapes.BackspaceAsHex) => (byte)'b',
        '\f' when !Has(JsonEscapes.BackspaceAsHex) => (byte)'f',
        '\n' when !Has(JsonEscapes.LineFeedAsHex) => (byte)'n',
        '\r' when !Has(JsonEscapes.LineFeedAsHex) => (byte)'r',
        '\t' when !Has(JsonEscapes.LineFeedAsHex) => (byte)'t',
        _ => 0,
    };

    private readonly bool IsEscaped(char letter) => letter switch
    {
        < ' ' or '"' or '\\' => true,
        '<' => Has(JsonEscapes.Less),
        '>' => Has(JsonEscapes.Greater),
        '&' => Has(JsonEscapes.Ampersand),
        '\'' => Has(JsonEscapes.Apostrophe),
        '+' => Has(JsonEscapes.Plus),
        '`' => Has(JsonEscapes.Backtick),
        '\u007F' => Has(JsonEscapes.Delete),
        < '\u0080' => false,
        '\u2028' or '\u2029' => Has(JsonEscapes.LineSeparators | JsonEscapes.NonAscii),
        _ when char.IsSurrogate(letter) => Has(JsonEscapes.Supplementary | JsonEscapes.NonAscii),
        _ => Has(JsonEscapes.NonAscii),
    };

    private readonly bool Has(JsonEscapes any) => (_style.Escapes & any) != JsonEscapes.None;

    private void WriteHex(char letter)
    {
        var digits = Has(JsonEscapes.UpperHex) ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
        var room = Room(6);
        room[0] = (byte)'\\';
        room[1] = (byte)'u';
        for (var index = 0; index < 4; index++) room[2 + index] = digits[(letter >> (12 - (4 * index))) & 15];
        _used += 6;
    }

    private void WriteSpaces(int count)
    {
        if (count == 0) return;
        Room(count).Fill((byte)' ');
        _used += count;
    }

    private void WriteByte(byte letter)
    {
        if (_used == _buffer.Length) MakeRoom(1);
        _buffer[_used++] = letter;
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _used += bytes.Length;
    }

    private Span<byte> Room(int size)
    {
        if (_buffer.Length - _used < size) MakeRoom(size);
        return _buffer.AsSpan(_used, size);
    }

    private void MakeRoom(int size)
    {
        if (_output is not null && !_isTrying) Flush();
        else if (_used >= Piece && !_isTrying) SetAside();
        if (_buffer.Length - _used >= size) return;

        var doubled = (int)Math.Min(_buffer.Length * 2L, Array.MaxLength);
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(_used + size, doubled));
        Written.CopyTo(grown);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = grown;
    }

    /// <summary>Goes on in another buffer: a long text is copied once, when it is whole, and not at each doubling.
    /// </summary>
    private void SetAside()
    {
        (_full ??= []).Add(new ArraySegment<byte>(_buffer, 0, _used));
        _flushed += _used;
        (_buffer, _used) = (ArrayPool<byte>.Shared.Rent(Piece), 0);
    }

    private void Flush()
    {
        _output!.Write(Written);
        _flushed += _used;
        _used = 0;
    }
}
