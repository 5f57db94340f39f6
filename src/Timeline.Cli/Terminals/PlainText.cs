using System.Globalization;
using System.Text;

namespace Timeline.Cli.Terminals;

/// <summary>Text from outside made fit for a terminal: harmless, on one line, and measured in columns.</summary>
internal static class PlainText
{
    private const string Ellipsis = "…";

    /// <summary>The text on one line, with every character that could steer a terminal written as an escape.</summary>
    /// <param name="text">Any text, for example a label recorded by somebody else.</param>
    /// <returns>Text without control, direction or half characters.</returns>
    public static string OneLine(string text)
    {
        if (!NeedsEscape(text)) return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            var isHarmless = IsHarmless(rune);
            foreach (var letter in rune.ToString())
            {
                if (isHarmless) _ = safe.Append(letter);
                else _ = safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            }
        }

        return safe.ToString();
    }

    /// <summary>A sentence of the platform as a clause of ours: on one line, with a small letter and no stop.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <returns>The clause.</returns>
    public static string Clause(string sentence)
    {
        var line = string.Join(' ', sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length == 0 ? line : char.ToLowerInvariant(line[0]) + line[1..];
    }

    /// <summary>How many columns of a terminal a text takes.</summary>
    /// <param name="text">The text, without escapes of colour.</param>
    /// <returns>The columns: two for a wide character, none for a combining one.</returns>
    public static int Columns(string text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
            columns += Columns(rune);
        return columns;
    }

    /// <summary>The text, cut to so many columns with an ellipsis where it is longer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">How many columns there are, at least one.</param>
    /// <returns>A text of at most so many columns.</returns>
    public static string Shorten(string text, int columns)
    {
        if (text.Length <= columns / 2 || Columns(text) <= columns) return text;
        var kept = 0;
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Columns(rune);
            if (width > columns - 1) break;
            kept += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, kept), Ellipsis);
    }

    private static bool NeedsEscape(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsHarmless(rune)) return true;
        }

        return false;
    }

    private static bool IsHarmless(Rune rune)
    {
        if (rune.Value is >= 0x20 and < 0x7f) return true;
        return Rune.GetUnicodeCategory(rune) is not
            (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
    }

    private static int Columns(Rune rune)
    {
        if (rune.Value < 0x300) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return 0;
        return IsWide(rune.Value) ? 2 : 1;
    }

    // The blocks of UAX #11 that terminals draw two columns wide.
    private static bool IsWide(int code) => code is
        (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3)
        or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60)
        or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1f64f) or (>= 0x1f900 and <= 0x1f9ff)
        or (>= 0x20000 and <= 0x3fffd);
}
