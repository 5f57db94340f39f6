using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Timeline.Histories;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>
/// The lines of an export: JSON text, the first one about the document, then one for each version in order.
/// </summary>
/// <remarks>
/// The first line says <c>timeline</c>: 1, the version of this format. A version's line holds all that its id is made
/// of, so an import makes every id again. A patch is relative to the first parent; where that was pruned, the whole
/// <c>value</c> stands beside it. Of a pruned version the header is left, in which digests
/// stand for the patch and the source. Where there is no document, <c>documents</c> is 0 in the only line.
/// </remarks>
internal static class ExportFormat
{
    public const int Version = 1;
    public const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly JsonWriterOptions Writing = new()
    {
        // The lines are read by people, and never stand in a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The one line of an archive in which there is no document.</summary>
    public static ReadOnlyMemory<byte> OfNothing => "{\"timeline\":1,\"documents\":0}\n"u8.ToArray();

    /// <summary>Whether a line is the only one of an archive in which there is no document.</summary>
    /// <param name="line">The line, with or without its end.</param>
    public static bool IsOfNothing(ReadOnlyMemory<byte> line) =>
        line.Span.TrimEnd("\r\n"u8).SequenceEqual(OfNothing.Span[..^1]);

    /// <summary>The first line.</summary>
    public static ReadOnlyMemory<byte> Header(StoredHistory history, BranchName current)
    {
        return Line(writer =>
        {
            writer.WriteNumber("timeline"u8, Version);
            writer.WriteString("document"u8, history.Name.Text);
            writer.WriteNumber("versions"u8, history.Count);
            writer.WriteString("current"u8, current.Text);
            writer.WriteStartObject("branches"u8);
            foreach (var branch in history.Branches) writer.WriteNumber(branch.Name.Text, branch.Head.Number);
            writer.WriteEndObject();
        });
    }

    /// <summary>The line of a version.</summary>
    public static ReadOnlyMemory<byte> OfVersion(Replayed replayed)
    {
        var version = replayed.Version;
        return Line(writer =>
        {
            writer.WriteNumber("number"u8, version.Number);
            writer.WriteString("id"u8, version.Id.ToString());
            WriteParents(writer, version.Parents);
            writer.WriteString("time"u8, version.Stamp.Time.ToString(TimeForm, CultureInfo.InvariantCulture));
            if (version.Stamp.Actor.Length > 0) writer.WriteString("actor"u8, version.Stamp.Actor);
            if (version.Stamp.Label.Length > 0) writer.WriteString("label"u8, version.Stamp.Label);
            if (version.ContentHash is { } hash) writer.WriteString("content"u8, hash.ToString());
            if (version.Payload is not { } payload)
            {
                WriteStub(writer, version);
                return;
            }

            if (payload.Source is { } source) writer.WriteBase64String("source"u8, source.Span);
            WriteRaw(writer, "patch"u8, payload.Patch);
            if (replayed.Before is null && !version.Parents.IsEmpty)
                WriteRaw(writer, "value"u8, Json.ToUtf8(replayed.Value!));
        });
    }

    private static void WriteParents(Utf8JsonWriter writer, ImmutableArray<VersionRef> parents)
    {
        writer.WriteStartArray("parents"u8);
        foreach (var parent in parents) writer.WriteNumberValue(parent.Number);
        writer.WriteEndArray();
    }

    private static void WriteStub(Utf8JsonWriter writer, StoredVersion version)
    {
        writer.WriteBoolean("pruned"u8, true);
        writer.WriteNumber("changes"u8, version.Changes);
        if (version.Digests is not { } digests) return;
        writer.WriteString("patchHash"u8, digests.Patch.ToString());
        if (digests.Source is { } source) writer.WriteString("sourceHash"u8, source.ToString());
    }

    private static void WriteRaw(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json.Span, skipInputValidation: true);
    }

    private static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> members)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Writing))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        text.Write("\n"u8);
        return text.WrittenMemory;
    }
}
