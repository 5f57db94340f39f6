using System.Globalization;
using System.Text.Json;
using Timeline.Storage;

namespace Timeline.Cli.Terminals;

/// <summary>Versions in words and in JSON.</summary>
internal static class VersionText
{
    /// <summary>How many digits of an id are shown.</summary>
    public const int IdDigits = 8;

    private const string First = "first";

    /// <summary>A version's number and the beginning of its id: <c>12 (3fa9c1d2)</c>.</summary>
    /// <param name="terminal">Decides the colour.</param>
    /// <param name="version">The version.</param>
    /// <returns>The text.</returns>
    public static string Of(Terminal terminal, StoredVersion version) =>
        terminal.Paint(Ink.Version, Number(version))
        + terminal.Paint(Ink.Faint, $" ({version.Id.ToShort(IdDigits)})");

    /// <summary>A version's number.</summary>
    /// <param name="version">The version.</param>
    /// <returns>The digits.</returns>
    public static string Number(StoredVersion version) => version.Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a version changed, in a few characters: <c>+3 ~2 -1</c>.</summary>
    /// <param name="version">The version.</param>
    /// <returns>Counts by kind where the patch is at hand, else one of all; empty for formatting alone.</returns>
    public static string Counts(StoredVersion version)
    {
        if (version.Parents.IsEmpty) return First;
        if (version.Payload is { } payload) return ChangeCounts.Of(payload.Patch.Span).ToString();
        return version.Changes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"±{version.Changes}");
    }

    /// <summary>Writes a member that is a version.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="version">The version.</param>
    public static void WriteVersion(this Utf8JsonWriter json, string name, StoredVersion version)
    {
        json.WriteStartObject(name);
        json.WriteVersionMembers(version);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of an object that is a version.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="version">The version.</param>
    public static void WriteVersionMembers(this Utf8JsonWriter json, StoredVersion version)
    {
        json.WriteNumber("number", version.Number);
        json.WriteString("id", version.Id.ToString());
        json.WriteList("parents", version.Parents, parent => json.WriteNumberValue(parent.Number));
        json.WriteString("time", TimeText.Exact(version.Stamp.Time));
        json.WriteString("actor", version.Stamp.Actor);
        json.WriteString("label", version.Stamp.Label);
        json.WriteNumber("changes", version.Changes);
        json.WriteBoolean("pruned", version.IsPruned);
    }
}
