namespace Timeline.Values;

/// <summary>Walks over a JSON text and gathers what tells its style.</summary>
internal ref partial struct StyleDetector
{
    /// <summary>Wider than any text is long, and yet no number that grows out of range.</summary>
    private const int WidestLine = 2_000_000_000;

    /// <summary>More spaces after a comma than this nobody writes, so they are not tried.</summary>
    private const int MostAfterComma = 2;

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _hasMark;
    private readonly Stack<Frame> _outer = new();
    private Frame _frame = new();
    private int _at;
    private int _lineStart;

    // Where the last token ended, to see the spaces before a colon.
    private int _tokenEnd;

    private int? _indent;
    private bool _tabs;
    private JsonNewline? _newline;
    private int? _beforeColon;
    private int? _afterColon;
    private int? _afterComma;
    private int? _listPadding;
    private int? _mapPadding;
    private EmptyContainer? _emptyList;
    private EmptyContainer? _emptyMap;
    private Layouts _lists;
    private Layouts _maps;

    // The deepest container over several lines, and the least deep one on a line that holds containers.
    private int _deepestBroken = -1;
    private int _firstInline = int.MaxValue;
    private bool _isNestedInline;
    private JsonEscapes _escapes;
    private bool _knowsHexCase;

    public StyleDetector(ReadOnlySpan<byte> text)
    {
        _text = text;
        _hasMark = text.StartsWith("\uFEFF"u8);
    }

    public JsonStyle Detect()
    {
        Walk();

        // What a container over lines would take on one is only known with all spacing known.
        if (_lists.IsOfBoth || _maps.IsOfBoth) HoldAgainstWidths();

        var style = new JsonStyle
        {
            ByteOrderMark = _hasMark,
            SpacesBeforeColon = _beforeColon ?? 0,
            SpacesAfterColon = _afterColon ?? 0,
            SpacesAfterComma = _afterComma ?? 0,
            ListPadding = _listPadding ?? 0,
            MapPadding = _mapPadding ?? 0,
            EmptyList = _emptyList ?? EmptyContainer.Tight,
            EmptyMap = _emptyMap ?? EmptyContainer.Tight,
            Escapes = _escapes,
            FinalNewlines = CountFinalNewlines(),
            Newline = _newline ?? JsonNewline.LineFeed,
        };
        return _deepestBroken < 0 && !HasBrokenEmpty ? style : WithLayout(style);
    }

    private void Walk()
    {
        _at = _hasMark ? 3 : 0;
        _lineStart = _at;
        while (_at < _text.Length && _outer.Count <= Value.MaximumDepth) Step();
    }

    /// <summary>Walks again with the spacing that is known now, for the widths.</summary>
    /// <remarks>
    /// Where no line holds two items, none shows the space after a comma: then it is the least that explains why what
    /// stands over several lines did not fit on one.
    /// </remarks>
    private void HoldAgainstWidths()
    {
        var seen = (_lists, _maps);
        (_lists, _maps) = Again(seen, _afterComma ?? 0);
        for (var spaces = 1; _afterComma is null && spaces <= MostAfterComma; spaces++)
        {
            if (_lists.IsExplained && _maps.IsExplained) return;
            var (lists, maps) = Again(seen, spaces);
            if (lists.IsExplained && maps.IsExplained) (_lists, _maps, _afterComma) = (lists, maps, spaces);
        }
    }

    private readonly (Layouts Lists, Layouts Maps) Again((Layouts Lists, Layouts Maps) seen, int afterComma)
    {
        var second = new StyleDetector(_text)
        {
            _beforeColon = _beforeColon,
            _afterColon = _afterColon,
            _afterComma = afterComma,
            _listPadding = _listPadding,
            _mapPadding = _mapPadding,
            _lists = seen.Lists.ToHoldAgainst(),
            _maps = seen.Maps.ToHoldAgainst(),
        };
        second.Walk();
        return (second._lists, second._maps);
    }

    private readonly bool HasBrokenEmpty =>
        _emptyList > EmptyContainer.Spaced || _emptyMap > EmptyContainer.Spaced;

    private void Step()
    {
        switch (_text[_at])
        {
            case (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                var space = SpaceAt(_at);
                _at += space.Length;
                NoteLines(space, _at);
                break;
            case (byte)'[' or (byte)'{':
                Open();
                break;
            case (byte)']' or (byte)'}':
                _at++;
                Close();
                break;
            case (byte)',':
                _at++;
                _frame.Items++;
                NoteAfterComma();
                break;
            case (byte)':':
                _beforeColon ??= Few(_at - _tokenEnd);
                _at++;
                _afterColon ??= Few(SpaceAt(_at).Length);
                break;
            case (byte)'"':
                SkipString();
                break;
            default:
                SkipScalar();
                break;
        }
    }

    private void Open()
    {
        var isList = _text[_at] == '[';
        var start = _at;
        _at++;
        var space = SpaceAt(_at);
        var isBroken = space.IndexOfAny((byte)'\n', (byte)'\r') >= 0;
        var next = _at + space.Length;
        if (isBroken) NoteNewline(space);
        if (next < _text.Length && _text[next] == (isList ? ']' : '}'))
        {
            NoteEmpty(isList, isBroken, space);
            _at = next + 1;
            NoteContent(2 + space.Length);
            _tokenEnd = _at;
            NoteLines(space, next);
            return;
        }

        var depth = _outer.Count;
        _frame.IsFlat = false;
        _outer.Push(_frame);
        _frame = new Frame { IsList = isList, IsBroken = isBroken, IsFlat = true, Column = start - _lineStart };
        _frame.IsWithinInline = depth > 0 && (_outer.Peek().IsWithinInline || !_outer.Peek().IsBroken);
        if (isBroken) NoteIndent(space, depth + 1);
        else if (isList) _listPadding ??= Few(space.Length);
        else _mapPadding ??= Few(space.Length);
        _at = next;
        NoteLines(space, next);
    }

    private void Close()
    {
        if (_outer.Count == 0) return;
        var closed = _frame;
        var depth = _outer.Count - 1;
        _frame = _outer.Pop();
        _tokenEnd = _at;
        if (closed.IsWithinInline) return;

        if (closed.IsBroken) _deepestBroken = Math.Max(_deepestBroken, depth);
        else _firstInline = Math.Min(_firstInline, depth);
        if (!closed.IsFlat)
        {
            _isNestedInline |= !closed.IsBroken;
            return;
        }

        var comma = _at < _text.Length && _text[_at] == ',' ? 1 : 0;
        var width = comma + (closed.IsBroken ? WidthInline(closed) : _at - _lineStart);
        if (closed.IsList) _lists.Note(closed.IsBroken, width, closed.Longest);
        else _maps.Note(closed.IsBroken, width, 0);
    }

    /// <summary>The column where a container over several lines would end on one.</summary>
    private readonly int WidthInline(Frame closed)
    {
        var padding = closed.IsList ? _listPadding ?? 0 : _mapPadding ?? 0;
        var colons = closed.IsList ? 0 : (closed.Items + 1L) * (1 + (_beforeColon ?? 0) + (_afterColon ?? 0));
        var commas = (long)closed.Items * (1 + (_afterComma ?? 0));
        return (int)Math.Min(closed.Column + 2L + (2 * padding) + closed.Content + commas + colons, WidestLine);
    }

    /// <summary>What is wider than a style can say is no style.</summary>
    private static int Few(int spaces) => Math.Min(spaces, JsonStyle.MaximumSpaces);

    private readonly ReadOnlySpan<byte> SpaceAt(int at)
    {
        var end = at;
        while (end < _text.Length && _text[end] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') end++;
        return _text[at..end];
    }

    /// <summary>Notes where the line starts that <paramref name="end"/> is in, after some white space.</summary>
    private void NoteLines(ReadOnlySpan<byte> space, int end)
    {
        var last = space.LastIndexOfAny((byte)'\n', (byte)'\r');
        if (last >= 0) _lineStart = end - space.Length + last + 1;
    }

    private void NoteAfterComma()
    {
        var space = SpaceAt(_at);
        if (!_frame.IsBroken && _outer.Count > 0) _afterComma ??= Few(space.Length);
        _at += space.Length;
        NoteLines(space, _at);
    }

    private void NoteNewline(ReadOnlySpan<byte> space)
    {
        var first = space.IndexOfAny((byte)'\n', (byte)'\r');
        _newline ??= space[first] == '\n' ? JsonNewline.LineFeed
            : first + 1 < space.Length && space[first + 1] == '\n' ? JsonNewline.CarriageReturnLineFeed
            : JsonNewline.CarriageReturn;
    }

    private void NoteIndent(ReadOnlySpan<byte> space, int depth)
    {
        if (_indent is not null) return;
        var indent = space[(space.LastIndexOfAny((byte)'\n', (byte)'\r') + 1)..];
        _indent = Math.Min(indent.Length / depth, JsonStyle.MaximumSpaces);
        _tabs = indent.Contains((byte)'\t');
    }

    private void NoteEmpty(bool isList, bool isBroken, ReadOnlySpan<byte> space)
    {
        var lines = space.Count((byte)'\n');
        if (lines == 0) lines = space.Count((byte)'\r');
        var form = space.Length == 0 ? EmptyContainer.Tight
            : !isBroken ? EmptyContainer.Spaced
            : lines == 1 ? EmptyContainer.Broken
            : EmptyContainer.BlankLine;

        // On a line of others an empty container of any broken form has a space: the broken one says more.
        if (isList) _emptyList = isBroken ? form : _emptyList ?? form;
        else _emptyMap = isBroken ? form : _emptyMap ?? form;
    }

    private void SkipScalar()
    {
        var start = _at;
        while (_at < _text.Length && !IsStructure(_text[_at])) _at++;
        NoteContent(_at - start);
        _tokenEnd = _at;
    }

    private void NoteContent(int bytes)
    {
        _frame.Content += bytes;
        _frame.Longest = Math.Max(_frame.Longest, bytes);
    }

    private static bool IsStructure(byte letter) => letter is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'
        or (byte)',' or (byte)':' or (byte)'"' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}';

    private int CountFinalNewlines()
    {
        var body = _text.LastIndexOfAnyExcept((byte)'\n', (byte)'\r');
        var tail = _text[(body + 1)..];
        if (tail.Length == 0) return 0;
        NoteNewline(tail);
        var width = _newline == JsonNewline.CarriageReturnLineFeed ? 2 : 1;
        return Math.Min(tail.Length / width, JsonStyle.MaximumSpaces);
    }

    /// <summary>A container the walk is in.</summary>
    private struct Frame
    {
        public bool IsList;
        public bool IsBroken;

        // Whether a container around it stands on one line.
        public bool IsWithinInline;

        // Whether it holds no container with items.
        public bool IsFlat;

        public int Column;

        // How many commas, and how many bytes the items (and keys) have without what stands between them.
        public int Items;
        public int Content;

        // How many bytes the longest of them has.
        public int Longest;
    }
}
