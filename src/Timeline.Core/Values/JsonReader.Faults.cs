using System.Globalization;
using System.Text.Json;

namespace Timeline.Values;

/// <summary>
/// What is wrong, and where. The token reader says no more than that a token cannot be read and at which byte; the
/// words are ours, told from the token before and from what should follow it.
/// </summary>
internal ref partial struct JsonReader
{
    private Value? Fault(int at, string reason)
    {
        _fault = reason;
        _faultAt = at;
        return null;
    }

    private Value? Expected(int at, string what) => Fault(at, at >= _text.Length
        ? $"the text ends where {what} should be"
        : $"here should be {what}, not {Found(at)}");

    private Value? Duplicate(int at, string key)
    {
        _ = Fault(at, "this key is in the map already");
        return Trail(new PathSegment(key));
    }

    /// <summary>Notes that the fault lies under this step; called from the inside out.</summary>
    private Value? Trail(PathSegment step)
    {
        _trail ??= [];
        _trail.Add(step);
        return null;
    }

    private Value? FaultyDocument() => FaultyValue(SpaceEnd(_tokenEnd), null, null);

    private Value? Surplus(int at) => Fault(at, $"after the value nothing may follow, but there is {Found(at)}");

    private Value? FaultyItem(int index)
    {
        const string Follower = "',' or ']'";
        return IsSeparated(index == 0, Follower, out var start)
            ? FaultyValue(start, Follower, new PathSegment(index))
            : null;
    }

    private Value? FaultyEntry(string key) =>
        FaultyValue(SpaceEnd(_tokenEnd), "',' or '}'", new PathSegment(key));

    /// <summary>Says what is wrong from a key on; the token reader takes key and colon together.</summary>
    private Value? FaultyKey(bool isFirst)
    {
        if (!IsSeparated(isFirst, "',' or '}'", out var start)) return null;
        if (start == _text.Length || _text[start] != '"') return Expected(start, "a key in double quotes");

        // What stands before the refused byte is either a part of the key or all of it, and the colon is missing.
        var refusedAt = _refusedAt;
        _reader = new Utf8JsonReader(_text[start..refusedAt], isFinalBlock: false, default);
        if (!Next()) return FaultyText(start, refusedAt);
        if (!IsWellFormed(_reader.ValueSpan, start + 1)) return null;
        _ = Expected(refusedAt, "':'");
        return Trail(new PathSegment(_reader.GetString()!));
    }

    /// <summary>Finds where the next item starts; notes a fault where the comma before it is missing.</summary>
    private bool IsSeparated(bool isFirst, string follower, out int start)
    {
        start = SpaceEnd(_tokenEnd);
        if (isFirst) return true;
        if (start == _text.Length || _text[start] != ',') return Expected(start, follower) is not null;
        start = SpaceEnd(start + 1);
        return true;
    }

    /// <summary>Says what is wrong with the value that starts here, or right behind it.</summary>
    private Value? FaultyValue(int start, string? follower, PathSegment? step)
    {
        switch (start < _text.Length ? _text[start] : 0)
        {
            case '-' or (>= '0' and <= '9'):
                var found = NumberSpelling.Scan(_text[start..]);
                var end = start + found.Length;
                if (found.Fault is null) return follower is null ? Surplus(end) : Expected(end, follower);
                _ = Fault(end, found.Fault);
                break;
            case '"':
                _ = FaultyText(start, _refusedAt);
                break;
            case '[' or '{':
                _ = Fault(start, Invariant($"lists and maps nest deeper than {_limits.Depth}"));
                break;
            default:
                _ = Expected(start, "a value");
                break;
        }

        return step is { } known ? Trail(known) : null;
    }

    /// <summary>Says why the string from <paramref name="start"/> was refused at a byte within it.</summary>
    private Value? FaultyText(int start, int refusedAt)
    {
        if (refusedAt >= _text.Length) return Fault(_text.Length, "the text ends within a string");
        if (_text[refusedAt] < ' ') return Fault(refusedAt, $"a string must not hold {Found(refusedAt)} unescaped");
        var escape = start + _text[start..refusedAt].LastIndexOf((byte)'\\');
        return Fault(escape, refusedAt == escape + 1
            ? "a backslash must be followed by one of \" \\ / b f n r t u"
            : "\\u needs four hexadecimal digits");
    }

    private readonly int SpaceEnd(int at)
    {
        var length = _text[at..].IndexOfAnyExcept(" \t\r\n"u8);
        return length < 0 ? _text.Length : at + length;
    }

    /// <summary>The byte at which the token reader gave up.</summary>
    private readonly int PlaceOf(JsonException refusal)
    {
        var at = 0;
        for (var line = refusal.LineNumber ?? 0; line > 0; line--) at += 1 + _text[at..].IndexOf((byte)'\n');
        return Math.Min(at + (int)(refusal.BytePositionInLine ?? 0), _text.Length);
    }

    private readonly string Found(int at) => _text[at] switch
    {
        0xFF or 0xFE when at == 0 => "a mark of UTF-16 (only UTF-8 is read)",
        0 => "the character NUL",
        (byte)'\n' => "a line break",
        (byte)'\r' => "a line break",
        (byte)'\t' => "a tab",
        > 0x20 and < 0x7F and var letter => $"'{(char)letter}'",
        (byte)' ' => "a space",
        var other => string.Create(CultureInfo.InvariantCulture, $"the byte 0x{other:X2}"),
    };

    private Value? FaultyUtf8(int at) => Fault(at, _text[at] == 0xED && at + 1 < _text.Length && _text[at + 1] >= 0xA0
        ? HalfOfPair
        : string.Create(CultureInfo.InvariantCulture, $"the byte 0x{_text[at]:X2} here is not valid UTF-8"));

    private readonly TimelineError.JsonInvalid Error()
    {
        var before = _text[..Math.Min(_faultAt, _text.Length)];
        var line = 1 + before.Count((byte)'\n');
        var column = 1;
        foreach (var unit in before[(before.LastIndexOf((byte)'\n') + 1)..])
        {
            // The first byte of a character is no continuation byte.
            if ((unit & 0xC0) != 0x80) column++;
        }

        _trail?.Reverse();
        return new TimelineError.JsonInvalid(line, column, ValuePath.From(_trail ?? []).ToString(), _fault!);
    }
}
