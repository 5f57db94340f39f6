using System.CommandLine.Parsing;
using System.Globalization;
using System.Xml;

namespace Timeline.Cli.Commands;

/// <summary>Moments and spans as the user writes them.</summary>
internal static class Times
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a moment in ISO 8601; without an offset it is UTC.</summary>
    /// <param name="argument">The option's text.</param>
    /// <returns>The moment, or the default after an error was noted.</returns>
    public static DateTimeOffset? ReadMoment(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (DateTimeOffset.TryParseExact(
            text,
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time))
        {
            return time;
        }

        argument.AddError($"'{text}' is not a time: write it as 2026-01-31 or 2026-01-31T10:00Z");
        return null;
    }

    /// <summary>Reads a span: <c>90s</c>, <c>45m</c>, <c>12h</c>, <c>30d</c>, <c>2w</c>, or <c>P30D</c>.</summary>
    /// <param name="argument">The option's text.</param>
    /// <returns>The span, or the default after an error was noted.</returns>
    public static TimeSpan? ReadSpan(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (TryReadSpan(text, out var span) && span > TimeSpan.Zero) return span;

        argument.AddError($"'{text}' is not a span of time: write it as 30d, 12h, 2w or P30D");
        return null;
    }

    private static bool TryReadSpan(string text, out TimeSpan span)
    {
        span = default;
        if (text.StartsWith('P')) return TryReadIso(text, out span);
        if (text.Length < 2) return false;
        if (!int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        var days = text[^1] switch
        {
            's' => 1.0 / 86_400,
            'm' => 1.0 / 1_440,
            'h' => 1.0 / 24,
            'd' => 1,
            'w' => 7,
            _ => 0,
        };
        if (days == 0 || count * days > 3_000_000) return false;
        span = TimeSpan.FromDays(count * days);
        return true;
    }

    private static bool TryReadIso(string text, out TimeSpan span)
    {
        try
        {
            // XmlConvert knows no weeks.
            span = text.EndsWith('W') ? XmlConvert.ToTimeSpan(text[..^1] + "D") * 7 : XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (FormatException)
        {
            span = default;
            return false;
        }
        catch (OverflowException)
        {
            span = default;
            return false;
        }
    }
}
