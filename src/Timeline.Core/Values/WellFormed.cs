using System.Buffers;
using System.Text;

namespace Timeline.Values;

/// <summary>The check that a string is well-formed UTF-16: every surrogate stands in a pair.</summary>
internal static class WellFormed
{
    /// <summary>Whether no half of a surrogate pair stands alone. O(length).</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text)) return true;

        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0;)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return false;
            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }

    /// <summary>Throws for a text that is not well-formed, which is a bug of the caller.</summary>
    public static void Require(string text, string name)
    {
        if (!Is(text)) throw new ArgumentException("The text holds half of a surrogate pair.", name);
    }

    /// <summary>The key, which must be well-formed if there is one.</summary>
    public static string? Checked(string? key, string name)
    {
        if (key is not null) Require(key, name);
        return key;
    }

    /// <summary>
    /// The text as UTF-8 in which a lone half of a surrogate pair is written as the three bytes its number would have:
    /// no valid UTF-8, so that a reader stumbles over it in its place.
    /// </summary>
    public static byte[] ToGeneralizedUtf8(string text)
    {
        var bytes = new List<byte>(text.Length + 8);
        Span<byte> encoded = stackalloc byte[4];
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var read) == OperationStatus.Done)
                bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
            else
                bytes.AddRange([0xED, (byte)(0x80 | ((rest[0] >> 6) & 0x3F)), (byte)(0x80 | (rest[0] & 0x3F))]);
            rest = rest[read..];
        }

        return [.. bytes];
    }
}
