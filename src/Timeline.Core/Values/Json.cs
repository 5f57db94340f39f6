using System.Buffers;
using System.Text;
using LanguageExt;

namespace Timeline.Values;

/// <summary>Reads and writes values as JSON text (RFC 8259).</summary>
/// <remarks>
/// Reading keeps all that writing needs: the spelling of numbers and the order of keys. It refuses what no value can
/// hold or what means different things to different readers: a key that comes twice, half of a surrogate pair, bytes
/// that are not UTF-8, and anything beyond the <see cref="JsonLimits"/>.
/// </remarks>
public static class Json
{
    /// <summary>Reads a value from UTF-8 text, with or without a byte order mark. O(bytes).</summary>
    /// <param name="utf8">One JSON value, with white space around it or none.</param>
    /// <param name="limits">What is refused; <see cref="JsonLimits.Default"/> if null.</param>
    /// <returns>
    /// The value, or <see cref="TimelineError.JsonInvalid"/> with line, column and path of the
    /// fault.
    /// </returns>
    public static Either<TimelineError, Value> Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null) =>
        JsonReader.Read(utf8, limits ?? JsonLimits.Default);

    /// <summary>
    /// Reads a value from UTF-8 text in pieces. O(bytes); more than one piece is copied together
    /// first.
    /// </summary>
    /// <param name="utf8">One JSON value, with white space around it or none.</param>
    /// <param name="limits">What is refused; <see cref="JsonLimits.Default"/> if null.</param>
    /// <returns>
    /// The value, or <see cref="TimelineError.JsonInvalid"/> with line, column and path of the
    /// fault.
    /// </returns>
    public static Either<TimelineError, Value> Parse(in ReadOnlySequence<byte> utf8, JsonLimits? limits = null)
    {
        limits ??= JsonLimits.Default;
        if (utf8.IsSingleSegment) return Parse(utf8.FirstSpan, limits);
        return utf8.Length > Math.Min(limits.Bytes, Array.MaxLength)
            ? JsonReader.TooLong(limits)
            : Parse(utf8.ToArray(), limits);
    }

    /// <summary>Reads a value from a string. O(length).</summary>
    /// <param name="text">One JSON value, with white space around it or none.</param>
    /// <param name="limits">What is refused; <see cref="JsonLimits.Default"/> if null.</param>
    /// <returns>
    /// The value, or <see cref="TimelineError.JsonInvalid"/> with line, column and path of the
    /// fault.
    /// </returns>
    public static Either<TimelineError, Value> Parse(string text, JsonLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= JsonLimits.Default;
        if (text.Length > limits.Bytes) return JsonReader.TooLong(limits);
        return Parse(WellFormed.Is(text) ? Encoding.UTF8.GetBytes(text) : WellFormed.ToGeneralizedUtf8(text), limits);
    }

    /// <summary>Writes a value. O(size).</summary>
    /// <param name="value">The value.</param>
    /// <param name="output">Where the UTF-8 bytes go.</param>
    /// <param name="style">How it is formatted; <see cref="JsonStyle.Compact"/> if null.</param>
    public static void Write(Value value, IBufferWriter<byte> output, JsonStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new JsonWriter(style ?? JsonStyle.Compact, output);
        writer.WriteDocument(value);
    }

    /// <summary>A value as UTF-8 text. O(size).</summary>
    /// <param name="value">The value.</param>
    /// <param name="style">How it is formatted; <see cref="JsonStyle.Compact"/> if null.</param>
    /// <returns>The bytes, in an array of their own.</returns>
    public static byte[] ToUtf8(Value value, JsonStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        using var writer = new JsonWriter(style ?? JsonStyle.Compact, null);
        writer.WriteDocument(value);
        return writer.ToArray();
    }

    /// <summary>A value as a string. O(size).</summary>
    /// <param name="value">The value.</param>
    /// <param name="style">How it is formatted; <see cref="JsonStyle.Compact"/> if null.</param>
    /// <returns>The JSON text.</returns>
    public static string ToText(Value value, JsonStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        using var writer = new JsonWriter(style ?? JsonStyle.Compact, null);
        writer.WriteDocument(value);
        return writer.ToText();
    }
}
