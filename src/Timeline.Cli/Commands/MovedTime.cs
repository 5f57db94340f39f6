using System.Text.Json;
using Timeline.Cli.Terminals;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Cli.Commands;

/// <summary>A version's time, where it is not the one that was asked for because time never runs backwards.</summary>
internal static class MovedTime
{
    // Two that record at once, or clocks that differ a little, are nothing to speak of.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Says which time a version got, where it is another one than asked for.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="file">The document.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="version">The version that was made.</param>
    /// <param name="isWritten">Whether the user wrote the time, rather than the clock.</param>
    public static void Say(Terminal terminal, string file, Stamp asked, StoredVersion version, bool isWritten = false)
    {
        if (!IsMoved(asked, version, isWritten)) return;
        terminal.Problem(
            "note",
            $"{file}: version {VersionText.Number(version)} has the time of the version before, "
            + $"{TimeText.Exact(version.Stamp.Time)}, as time never runs backwards");
    }

    /// <summary>Writes the member <c>timeAsked</c>, where the version has another time.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="version">The version that was made.</param>
    /// <param name="isWritten">Whether the user wrote the time, rather than the clock.</param>
    public static void WriteTimeAsked(
        this Utf8JsonWriter json, Stamp asked, StoredVersion version, bool isWritten = false)
    {
        if (IsMoved(asked, version, isWritten)) json.WriteString("timeAsked", TimeText.Exact(asked.Time));
    }

    private static bool IsMoved(Stamp asked, StoredVersion version, bool isWritten) =>
        version.Stamp.Time - asked.Time > (isWritten ? TimeSpan.Zero : Tolerance);
}
