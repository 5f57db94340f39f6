using System.Buffers;
using System.Globalization;

namespace Timeline.Values;

internal ref partial struct StyleDetector
{
    private static readonly SearchValues<byte> QuoteOrBackslash = SearchValues.Create("\"\\"u8);

    /// <summary>Widths people set their formatters to: chosen where they explain a text.</summary>
    private static readonly int[] CommonWidths = [80, 100, 120, 79, 99, 119, 60, 72, 132, 140, 160];

    private readonly JsonStyle WithLayout(JsonStyle style)
    {
        style = style with { Indent = _indent ?? 0, Tabs = _tabs };
        var needsDepth = _isNestedInline || _lists.IsMixed || _maps.IsMixed;
        return needsDepth && _firstInline > _deepestBroken
            ? style with { InlineFromDepth = _deepestBroken + 1 }
            : style with { InlineLists = _lists.Width(), InlineMaps = _maps.Width() };
    }

    private void SkipString()
    {
        var start = _at;
        _at++;
        while (true)
        {
            var found = _text[_at..].IndexOfAny(QuoteOrBackslash);
            _at = found < 0 ? _text.Length : _at + found;
            if (_at >= _text.Length) break;
            if (_text[_at] == '"')
            {
                _at++;
                break;
            }

            NoteEscape();
        }

        _frame.Content += _at - start;
        _tokenEnd = _at;
    }

    /// <summary>Notes what an escape tells, and steps over it.</summary>
    private void NoteEscape()
    {
        var letter = _at + 1 < _text.Length ? _text[_at + 1] : (byte)0;
        if (letter == '/') _escapes |= JsonEscapes.Slash;
        if (letter != 'u' || _at + 6 > _text.Length)
        {
            _at = Math.Min(_at + 2, _text.Length);
            return;
        }

        var digits = _text.Slice(_at + 2, 4);
        _at += 6;
        NoteHexCase(digits);
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            return;
        _escapes |= (char)code switch
        {
            '"' => JsonEscapes.QuoteAsHex,
            '\\' => JsonEscapes.BackslashAsHex,
            '\b' or '\f' => JsonEscapes.BackspaceAsHex,
            '\n' or '\r' or '\t' => JsonEscapes.LineFeedAsHex,
            '<' => JsonEscapes.Less,
            '>' => JsonEscapes.Greater,
            '&' => JsonEscapes.Ampersand,
            '\'' => JsonEscapes.Apostrophe,
            '+' => JsonEscapes.Plus,
            '`' => JsonEscapes.Backtick,
            '\u007F' => JsonEscapes.Delete,
            < '\u0080' => JsonEscapes.None,
            '\u2028' or '\u2029' => JsonEscapes.LineSeparators,
            >= '\uD800' and <= '\uDFFF' => JsonEscapes.Supplementary,
            _ => JsonEscapes.NonAscii,
        };
    }

    private void NoteHexCase(ReadOnlySpan<byte> digits)
    {
        if (_knowsHexCase) return;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiLetter((char)digit)) continue;
            _knowsHexCase = true;
            if (char.IsAsciiLetterUpper((char)digit)) _escapes |= JsonEscapes.UpperHex;
        }
    }

    /// <summary>How the flat containers of one kind stand: on one line, or over several.</summary>
    private struct Layouts
    {
        private int _inline;
        private int _broken;
        private int _widestInline;
        private int _narrowestBroken;

        /// <summary>Whether some stand on one line and some over several.</summary>
        public readonly bool IsOfBoth => _inline > 0 && _broken > 0;

        /// <summary>Whether no width tells those on one line from the others.</summary>
        public readonly bool IsMixed => IsOfBoth && _widestInline >= _narrowestBroken;

        public void Note(bool isBroken, int width)
        {
            if (isBroken)
            {
                _narrowestBroken = _broken == 0 ? width : Math.Min(_narrowestBroken, width);
                _broken++;
                return;
            }

            _inline++;
            _widestInline = Math.Max(_widestInline, width);
        }

        /// <summary>The width up to which they stand on one line.</summary>
        public readonly int Width()
        {
            if (_inline == 0) return 0;
            if (_broken == 0) return JsonStyle.AnyWidth;
            if (IsMixed) return _inline > _broken ? JsonStyle.AnyWidth : 0;
            foreach (var width in CommonWidths)
            {
                if (width >= _widestInline && width < _narrowestBroken) return width;
            }

            return _widestInline;
        }
    }
}
