using System.Globalization;

namespace Timeline.Cli.Terminals;

/// <summary>Moments in words, always in UTC.</summary>
internal static class TimeText
{
    /// <summary>A moment as people compare them: to the minute.</summary>
    /// <param name="time">The moment.</param>
    /// <returns>The text, which also reads as a revision.</returns>
    public static string Short(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>A moment in full, as programs read it.</summary>
    /// <param name="time">The moment.</param>
    /// <returns>The text.</returns>
    public static string Exact(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
