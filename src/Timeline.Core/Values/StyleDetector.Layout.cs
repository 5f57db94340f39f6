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
        if (needsDepth && _firstInline > _deepestBroken) return style with { InlineFromDepth = _deepestBroken + 1 };

        var (width, longest) = _lists.Limits();
        return style with { InlineLists = width, InlineItems = longest, InlineMaps = _maps.Limits().Width };
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

        NoteContent(_at - start);
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

        // The longest item of those on one line, and the least of the longest items of each of the others.
        private int _longestInline;
        private int _shortestBroken;

        // In the second walk: what those on one line came to, and how many of the others are within both.
        private (int Width, int Longest) _inlineLimits;
        private int _unexplained;

        /// <summary>Whether some stand on one line and some over several.</summary>
        public readonly bool IsOfBoth => _inline > 0 && _broken > 0;

        /// <summary>Whether no width tells those on one line from the others.</summary>
        public readonly bool IsMixed => IsOfBoth && _widestInline >= _narrowestBroken;

        /// <summary>Whether the limits tell those on one line from the others.</summary>
        public readonly bool IsExplained => !IsMixed || IsToldByItems || _unexplained == 0;

        private readonly bool IsToldByItems => _longestInline < _shortestBroken;

        /// <summary>None noted yet, to be held against what these came to.</summary>
        public readonly Layouts ToHoldAgainst() => new() { _inlineLimits = (_widestInline, _longestInline) };

        public void Note(bool isBroken, int width, int longest)
        {
            if (isBroken)
            {
                _narrowestBroken = _broken == 0 ? width : Math.Min(_narrowestBroken, width);
                _shortestBroken = _broken == 0 ? longest : Math.Min(_shortestBroken, longest);
                _broken++;
                if (width <= _inlineLimits.Width && longest <= _inlineLimits.Longest) _unexplained++;
                return;
            }

            _inline++;
            _widestInline = Math.Max(_widestInline, width);
            _longestInline = Math.Max(_longestInline, longest);
        }

        /// <summary>The width and the longest item up to which they stand on one line.</summary>
        public readonly (int Width, int Longest) Limits()
        {
            if (_inline == 0) return (0, JsonStyle.AnyWidth);
            if (_broken == 0) return (JsonStyle.AnyWidth, JsonStyle.AnyWidth);
            if (!IsMixed) return (Width(), JsonStyle.AnyWidth);
            if (IsToldByItems) return (JsonStyle.AnyWidth, _shortestBroken - 1);
            return _unexplained == 0
                ? _inlineLimits
                : (_inline > _broken ? JsonStyle.AnyWidth : 0, JsonStyle.AnyWidth);
        }

        private readonly int Width()
        {
            foreach (var width in CommonWidths)
            {
                if (width >= _widestInline && width < _narrowestBroken) return width;
            }

            return _widestInline;
        }
    }
}
