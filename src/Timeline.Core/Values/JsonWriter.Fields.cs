using System.Globalization;

namespace Timeline.Values;

/// <summary>Writing field by field, for forms of JSON that need not become a value first.</summary>
internal ref partial struct JsonWriter
{
    // A sign and 19 digits.
    private const int LongestInteger = 20;

    /// <summary>Begins a text in the compact style; to be disposed of.</summary>
    public static JsonWriter Open() => new(JsonStyle.Compact, null);

    /// <summary>Begins a map.</summary>
    public void WriteStart() => WriteByte((byte)'{');

    /// <summary>Ends a map.</summary>
    public void WriteEnd() => WriteByte((byte)'}');

    /// <summary>Writes the key of a field, with the comma before it unless it is the first.</summary>
    public void WriteField(string key)
    {
        // No value ends with this brace.
        if (_buffer[_used - 1] != '{') WriteComma();
        WriteKey(key);
    }

    /// <summary>Writes a field's value.</summary>
    public void WriteContent(Value value) => WriteValue(value, 0, isInline: true, isLast: true);

    /// <summary>Writes a field's value that is a text; null for none.</summary>
    public void WriteContent(string? text)
    {
        if (text is null) WriteBytes("null"u8);
        else WriteString(text);
    }

    /// <summary>Writes a field's value that is a whole number.</summary>
    public void WriteContent(long number)
    {
        _ = number.TryFormat(Room(LongestInteger), out var written, default, CultureInfo.InvariantCulture);
        _used += written;
    }
}
