using System.Globalization;

namespace Timeline.Events;

/// <summary>A moment as ISO 8601 writes it, to 100 nanoseconds.</summary>
internal static class TimestampText
{
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
    private const string Read = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    public const string Form = "is not a time like 2026-03-02T09:00:00.1234567Z";

    public static string Write(DateTimeOffset utc) => utc.ToString(Written, CultureInfo.InvariantCulture);

    /// <summary>A text without an offset is UTC.</summary>
    public static bool TryRead(string text, out DateTimeOffset utc)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var isTime = DateTimeOffset.TryParseExact(text, Read, CultureInfo.InvariantCulture, Utc, out utc);

        // The platform takes a point without digits behind it.
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return isTime && (point < 0 || (point + 1 < text.Length && char.IsAsciiDigit(text[point + 1])));
    }
}
