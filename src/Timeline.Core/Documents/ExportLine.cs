using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LanguageExt;
using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Documents;

/// <summary>
/// The line of one version in an export, as it was read: nothing in it has been checked against an id.
/// </summary>
internal sealed record ExportLine(
    long Number,
    VersionId Id,
    ImmutableArray<long> Parents,
    Stamp Stamp,
    Digest? ContentHash,
    VersionPayload? Payload,
    PayloadDigests? Digests,
    long Changes,
    ReadOnlyMemory<byte>? Value)
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 1024, AllowDuplicateProperties = false };

    /// <summary>Reads the line of a version.</summary>
    public static Either<TimelineError, ExportLine> Parse(long line, ReadOnlyMemory<byte> text) =>
        Parse(line, text, OfRoot);

    /// <summary>Reads any line; whatever is wrong with it becomes an error that names the line.</summary>
    public static Either<TimelineError, T> Parse<T>(long line, ReadOnlyMemory<byte> text, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Reading);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(document.RootElement)
                : new TimelineError.ExportLineInvalid(line, "it is not a JSON object");
        }
        catch (JsonException)
        {
            return new TimelineError.ExportLineInvalid(line, "it is not JSON");
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            // The reader throws these two, and so do the checks below: both mean a member of another form.
            return new TimelineError.ExportLineInvalid(line, exception.Message);
        }
    }

    /// <summary>A member that must be there.</summary>
    public static JsonElement Member(JsonElement root, string name) =>
        root.TryGetProperty(name, out var member) ? member : throw new FormatException($"'{name}' is missing");

    /// <summary>A whole number.</summary>
    public static long WholeNumber(JsonElement root, string name) =>
        Member(root, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var number)
            ? number
            : throw new FormatException($"'{name}' is not a whole number");

    /// <summary>A text.</summary>
    public static string Text(JsonElement root, string name) =>
        Member(root, name) is { ValueKind: JsonValueKind.String } member
            ? member.GetString()!
            : throw new FormatException($"'{name}' is not a text");

    private static ExportLine OfRoot(JsonElement root)
    {
        var id = VersionId.TryParse(Text(root, "id"), out var parsed)
            ? parsed
            : throw new FormatException("'id' is not the id of a version");
        var pruned = root.TryGetProperty("pruned", out _);
        return new ExportLine(
            WholeNumber(root, "number"),
            id,
            [.. Member(root, "parents").EnumerateArray().Select(parent => parent.GetInt64())],
            Stamp.FromTicks(Ticks(Text(root, "time")), TextOr(root, "actor"), TextOr(root, "label")),
            DigestOr(root, "content"),
            pruned ? null : new VersionPayload(Raw(Member(root, "patch")), Source(root)),
            pruned && DigestOr(root, "patchHash") is { } patch ? new(patch, DigestOr(root, "sourceHash")) : null,
            pruned ? Math.Clamp(WholeNumber(root, "changes"), 0, int.MaxValue) : 0,
            root.TryGetProperty("value", out var value) ? Raw(value) : default(ReadOnlyMemory<byte>?));
    }

    // A bare null beside memory would become empty memory.
    private static ReadOnlyMemory<byte>? Source(JsonElement root) =>
        root.TryGetProperty("source", out var source)
            ? source.GetBytesFromBase64()
            : default(ReadOnlyMemory<byte>?);

    // The very text counts, not what it says: a version's id is made of the digest of its patch's bytes.
    private static ReadOnlyMemory<byte> Raw(JsonElement element) =>
        System.Text.Encoding.UTF8.GetBytes(element.GetRawText());

    private static string TextOr(JsonElement root, string name) =>
        root.TryGetProperty(name, out _) ? Text(root, name) : "";

    private static long Ticks(string time)
    {
        return DateTime.TryParseExact(
            time,
            ExportFormat.TimeForm,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var parsed)
            ? parsed.Ticks
            : throw new FormatException("'time' is not a time");
    }

    private static Digest? DigestOr(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out _)) return null;
        var digits = Text(root, name);
        return digits.Length == 2 * Digest.Size && digits.All(char.IsAsciiHexDigit)
            ? new Digest(Convert.FromHexString(digits))
            : throw new FormatException($"'{name}' is not a digest");
    }
}
