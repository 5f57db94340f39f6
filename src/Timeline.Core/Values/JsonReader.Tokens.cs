using System.Text.Json;

namespace Timeline.Values;

/// <summary>Reading token by token, for forms of JSON whose whole need not become a value.</summary>
/// <remarks>
/// Such a reader hands on to <see cref="Read"/> whatever it does not expect, which then finds the words.
/// </remarks>
internal ref partial struct JsonReader
{
    /// <summary>Stands before the first token of a text; to be disposed of.</summary>
    public static JsonReader Open(ReadOnlySpan<byte> text, JsonLimits limits, ReadCache cache) =>
        new(text, limits, cache);

    /// <summary>The kind of the current token.</summary>
    public readonly JsonTokenType Token => _reader.TokenType;

    /// <summary>Whether there was no token because the text is at its end.</summary>
    public readonly bool IsAtEnd => _refusedAt < 0;

    /// <summary>The current string or key between its quotes, if it is ASCII without escapes and within the
    /// limit.</summary>
    public readonly bool TryPlain(out ReadOnlySpan<byte> ascii)
    {
        ascii = _reader.ValueSpan;
        return IsPlain && IsWithinLimit;
    }

    /// <summary>The current string; null with a fault noted.</summary>
    public string? ReadContent() => ReadKey();

    /// <summary>The path that a JSON Pointer of plain letters names; null for another spelling.</summary>
    public readonly ValuePath? ReadPointer() => TryPlain(out var pointer) ? PathOf(pointer, _cache) : null;

    /// <summary>The path that a JSON Pointer of plain letters names; null for another spelling.</summary>
    public static ValuePath? PathOf(ReadOnlySpan<byte> pointer, ReadCache cache)
    {
        var path = ValuePath.Root;
        if (pointer.Count((byte)'/') > ValuePath.MaximumSteps) return null;
        while (!pointer.IsEmpty)
        {
            if (pointer[0] != '/') return null;
            pointer = pointer[1..];
            var end = pointer.IndexOf((byte)'/');
            var step = end < 0 ? pointer : pointer[..end];
            if (Step(step, cache) is not { } key) return null;
            path = path.Append(key);
            pointer = pointer[step.Length..];
        }

        return path;
    }

    /// <summary>A step with its slashes and tildes as they are meant.</summary>
    private static string? Step(ReadOnlySpan<byte> written, ReadCache cache)
    {
        var escape = written.IndexOf((byte)'~');
        if (escape < 0) return cache.Key(written);
        if (written.Length > LongestStep) return null;
        Span<byte> meant = stackalloc byte[LongestStep];
        var length = 0;
        for (var at = 0; at < written.Length; at++)
        {
            meant[length] = written[at];
            if (written[at] == '~')
            {
                at++;
                if (at == written.Length || written[at] is not ((byte)'0' or (byte)'1')) return null;
                if (written[at] == '1') meant[length] = (byte)'/';
            }

            length++;
        }

        return cache.Key(meant[..length]);
    }

    private const int LongestStep = 256;
}
