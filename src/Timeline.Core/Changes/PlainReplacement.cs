using System.Buffers;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Reads a patch of one replacement of a scalar, spelled as <see cref="JsonPatchText"/> does.</summary>
/// <remarks>
/// Most versions of most histories are one such patch, and a chain of hundreds is read to restore one value. What lies
/// at a place that is known need not be looked for token by token. Law: what it takes,
/// <see cref="JsonPatchReader.TryRead"/> reads as the same patch; all else is left to the other readers.
/// </remarks>
internal static class PlainReplacement
{
    // The words of a patch are strings too.
    private const int LongestWord = 7;

    // What stands in a string as it is: ASCII but controls, quotes and backslashes.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', 0x80 - ' ').Select(it => (byte)it).Where(it => it is not ((byte)'"' or (byte)'\\'))]);

    private static ReadOnlySpan<byte> Start => "[{\"op\":\"replace\",\"path\":\""u8;

    private static ReadOnlySpan<byte> Middle => "\",\"value\":"u8;

    private static ReadOnlySpan<byte> End => "}]"u8;

    /// <summary>The replacement that a text holds, and nothing but it; null where it is to be read otherwise.</summary>
    public static JsonPatchOperation.Replace? TryRead(ReadOnlySpan<byte> utf8, JsonLimits limits, ReadCache cache)
    {
        if (utf8.Length > limits.Bytes || limits.TextBytes < LongestWord) return null;
        if (!utf8.StartsWith(Start) || !utf8.EndsWith(End)) return null;
        var rest = utf8[Start.Length..];
        var length = rest.IndexOfAnyExcept(Plain);
        if (!IsWithin(limits, length) || !rest[length..].StartsWith(Middle)) return null;
        if (JsonReader.PathOf(rest[..length], cache) is not { } path) return null;
        rest = rest[(length + Middle.Length)..];
        return rest.Length > End.Length && ReadScalar(rest[..^End.Length], limits, cache) is { } value
            ? new JsonPatchOperation.Replace(path, value)
            : null;
    }

    private static Value? ReadScalar(ReadOnlySpan<byte> text, JsonLimits limits, ReadCache cache) => text switch
    {
        [(byte)'"', .. var content, (byte)'"'] =>
            content.ContainsAnyExcept(Plain) || !IsWithin(limits, content.Length) ? null : cache.Text(content),
        [(byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..] =>
            JsonReader.Read(text, limits, cache).MatchUnsafe<Value?>(value => value, _ => null),
        _ when text.SequenceEqual("true"u8) => Value.Bool.True,
        _ when text.SequenceEqual("false"u8) => Value.Bool.False,
        _ when text.SequenceEqual("null"u8) => Value.Null.Instance,
        _ => null,
    };

    private static bool IsWithin(JsonLimits limits, int length) => length >= 0 && length <= limits.TextBytes;
}
