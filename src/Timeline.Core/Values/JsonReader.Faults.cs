using System.Globalization;

namespace Timeline.Values;

internal ref partial struct JsonReader
{
    private Value? Fault(int at, string reason)
    {
        _fault = reason;
        _faultAt = at;
        return null;
    }

    private Value? Expected(string what) => Fault(_at, _at >= _text.Length
        ? $"the text ends where {what} should be"
        : $"here should be {what}, not {Found()}");

    private Value? Duplicate(int at, string key)
    {
        _ = Fault(at, "this key is in the map already");
        return Trail(new PathSegment(key));
    }

    /// <summary>Notes that the fault lies under this step; called from the inside out.</summary>
    private Value? Trail(PathSegment segment)
    {
        _trail ??= [];
        _trail.Add(segment);
        return null;
    }

    private readonly string Found() => Found(_at);

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

    private readonly TimelineError.JsonInvalid Error()
    {
        var before = _text[..Math.Min(_faultAt, _text.Length)];
        if (before.StartsWith("\uFEFF"u8)) before = before[3..];
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
