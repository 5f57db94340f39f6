using System.Text;

namespace Timeline.Postgres;

/// <summary>How a text of a person lies in a column: PostgreSQL's texts hold no zero, so it is written <c>\0</c>, and a
/// backslash twice.</summary>
internal static class StoredText
{
    /// <summary>The text as it lies in a column.</summary>
    /// <param name="text">Any text; half of a surrogate pair becomes U+FFFD, as everywhere in UTF-8.</param>
    /// <returns>The text to store.</returns>
    public static string Encode(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.AsSpan().IndexOfAny('\0', '\\') < 0
            ? text
            : text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\0", @"\0", StringComparison.Ordinal);
    }

    /// <summary>The text that <see cref="Encode"/> made a column's of.</summary>
    /// <param name="stored">What lies in the column.</param>
    /// <returns>The text; what was never encoded gives some text, which no seal fits.</returns>
    public static string Decode(string stored)
    {
        if (!stored.Contains('\\', StringComparison.Ordinal)) return stored;
        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            if (stored[i] == '\\' && i + 1 < stored.Length && stored[i + 1] is '0' or '\\')
                _ = text.Append(stored[++i] == '0' ? '\0' : '\\');
            else
                _ = text.Append(stored[i]);
        }

        return text.ToString();
    }
}
