using System.Globalization;
using System.Text;
using Timeline.Storage;

namespace Timeline.Persisting;

/// <summary>The name under which a variable is kept in a store, and back.</summary>
/// <remarks>
/// A variable may be called anything. What a store's grammar does not take is written as <c>%</c> and two hexadecimal
/// digits for each byte of UTF-8, half a surrogate pair as <c>%u</c> and four, and an empty segment as <c>%</c> alone.
/// Law: two variables never share a name, and <see cref="ToVariable"/> gives the variable back.
/// </remarks>
internal static class StoreName
{
    /// <summary>The name of a variable's history.</summary>
    /// <param name="prefix">What goes before the names of all variables of a program; empty for nothing.</param>
    /// <param name="variable">The variable.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The name would be longer than a store takes.</exception>
    public static HistoryName Of(string prefix, string variable)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(variable);
        var name = prefix + string.Join('/', variable.Split('/').Select(Escaped));
        return HistoryName.Parse(name).Match(
            parsed => parsed,
            error => throw new ArgumentException(
                $"the variable '{variable}' cannot be kept in a store: {error.Message}", nameof(variable)));
    }

    /// <summary>The variable whose history has a name.</summary>
    /// <param name="prefix">What goes before the names of all variables.</param>
    /// <param name="name">The name of the history.</param>
    /// <returns>The variable; null where the name has another prefix or is none that <see cref="Of"/> gives.</returns>
    public static string? ToVariable(string prefix, HistoryName name)
    {
        if (!name.Text.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var escaped = name.Text[prefix.Length..];
        var segments = escaped.Split('/').Select(Unescaped).ToArray();
        if (segments.Contains(null)) return null;
        var variable = string.Join('/', segments);
        return string.Join('/', variable.Split('/').Select(Escaped)) == escaped ? variable : null;
    }

    private static string Escaped(string segment)
    {
        if (segment.Length == 0) return "%";
        var text = new StringBuilder(segment.Length);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < segment.Length; i++)
        {
            if (!Rune.TryGetRuneAt(segment, i, out var rune))
            {
                _ = text.Append(CultureInfo.InvariantCulture, $"%u{(int)segment[i]:X4}");
                continue;
            }

            i += rune.Utf16SequenceLength - 1;
            if (IsPlain(rune) && !(i == 0 && segment is "." or ".."))
            {
                _ = text.Append(rune.ToString());
                continue;
            }

            var count = rune.EncodeToUtf8(bytes);
            foreach (var each in bytes[..count]) _ = text.Append(CultureInfo.InvariantCulture, $"%{each:X2}");
        }

        return text.ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value is not ('%' or '\\') && !Rune.IsControl(rune);

    /// <summary>The segment that was escaped; null where this is nothing that escaping gives.</summary>
    private static string? Unescaped(string segment)
    {
        if (segment == "%") return "";
        var text = new StringBuilder(segment.Length);
        List<byte> bytes = [];
        for (var i = 0; i < segment.Length; i++)
        {
            var isByte = segment[i] == '%' && !segment.AsSpan(i + 1).StartsWith("u");
            if (isByte)
            {
                if (!TryHex(segment, i + 1, 2, out var value)) return null;
                bytes.Add((byte)value);
                i += 2;
                continue;
            }

            Flush();
            if (segment[i] != '%')
            {
                _ = text.Append(segment[i]);
                continue;
            }

            if (!TryHex(segment, i + 2, 4, out var unit)) return null;
            _ = text.Append((char)unit);
            i += 5;
        }

        Flush();
        return text.ToString();

        void Flush()
        {
            _ = text.Append(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }

    private static bool TryHex(string text, int start, int count, out int value)
    {
        value = 0;
        return start + count <= text.Length && int.TryParse(
            text.AsSpan(start, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
