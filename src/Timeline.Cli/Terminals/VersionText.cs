using System.Globalization;
using System.Text.Json;
using Timeline.Storage;

namespace Timeline.Cli.Terminals;

/// <summary>Versions in words and in JSON.</summary>
internal static class VersionText
{
    /// <summary>How many digits of an id are shown.</summary>
    public const int IdDigits = 8;

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

    /// <summary>A version's number, with <c>≤</c> before it where an older one may be meant.</summary>
    /// <param name="version">The version.</param>
    /// <param name="atOrBefore">Whether an older one, which was pruned, may be meant.</param>
    /// <returns>The text.</returns>
    public static string Number(StoredVersion version, bool atOrBefore) =>
        atOrBefore ? $"≤{Number(version)}" : Number(version);

    /// <summary>What a version changed, in a few characters: <c>+3 ~2 -1</c>.</summary>
    /// <param name="version">The version, with its payload unless it was pruned.</param>
    /// <returns>Counts by kind, or a word where there are none.</returns>
    public static string Changes(StoredVersion version) => version switch
    {
        { IsPruned: true } => "pruned",
        { Parents.IsEmpty: true } => "first",
        { IsFormattingOnly: true } => "formatting only",
        { Changes: 0 } => "no changes",
        _ => ChangeCounts.Of(version.Payload!.Patch.Span).ToString(),
    };

    /// <summary>What a version changed, and what it brought together if it is a merge.</summary>
    /// <param name="version">The version, with its payload unless it was pruned.</param>
    /// <returns>For example <c>+1, merges 4 into 3</c>.</returns>
    public static string ChangesAndMerge(StoredVersion version) =>
        Merge(version) is { Length: > 0 } merge ? $"{Changes(version)}, {merge}" : Changes(version);

    /// <summary>What a merge brought together: <c>merges 4 into 3</c>.</summary>
    /// <param name="version">The version.</param>
    /// <returns>The text; empty where the version is no merge.</returns>
    public static string Merge(StoredVersion version) => version.Parents is [var into, var merged]
        ? string.Create(CultureInfo.InvariantCulture, $"merges {merged.Number} into {into.Number}")
        : "";

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
        json.WriteBoolean("formattingOnly", version.IsFormattingOnly);
        json.WriteBoolean("pruned", version.IsPruned);
    }
}
