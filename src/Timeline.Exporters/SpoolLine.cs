using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Timeline.ChangeLogs;

namespace Timeline.Exporters;

/// <summary>A line of a segment: the checksum of a record's JSON as eight hexadecimal digits, a space, the JSON, and a
/// line feed.</summary>
internal static class SpoolLine
{
    public const byte End = (byte)'\n';

    /// <summary>How many bytes a line has besides its JSON.</summary>
    public const int Frame = Digits + 2;

    private const int Digits = 8;

    /// <summary>What a segment begins with, so that the format can change.</summary>
    public static ReadOnlySpan<byte> Header => "timeline-spool 1\n"u8;

    /// <summary>What the header of every version begins with.</summary>
    public static ReadOnlySpan<byte> AnyHeader => "timeline-spool "u8;

    /// <summary>How many bytes a record's line is.</summary>
    public static int Length(ExportRecord record) => record.Json.Length + Frame;

    /// <summary>Writes the line of a record.</summary>
    public static void Write(ExportRecord record, Span<byte> line)
    {
        var json = record.Json.Span;
        _ = Utf8Formatter.TryFormat(Crc32C.Of(json), line, out _, new('x', Digits));
        line[Digits] = (byte)' ';
        json.CopyTo(line[(Digits + 1)..]);
        line[Digits + 1 + json.Length] = End;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="record">Its record, which goes on using the memory.</param>
    /// <returns>False for a line that is not what was written.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> line, [MaybeNullWhen(false)] out ExportRecord record)
    {
        record = null;
        if (line.Length <= Digits + 1 || line.Span[Digits] != ' ') return false;
        if (!Utf8Parser.TryParse(line.Span[..Digits], out uint checksum, out var read, 'x') || read != Digits)
            return false;
        var json = line[(Digits + 1)..];
        if (Crc32C.Of(json.Span) != checksum || IdIn(json.Span) is not { } id) return false;
        record = new(id, json);
        return true;
    }

    private static ChangeEntryId? IdIn(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new() { MaxDepth = 4096 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                if (!reader.Read()) return null;
                if (isId)
                {
                    return reader.TokenType == JsonTokenType.String
                        ? ChangeEntryId.Parse(reader.GetString()!).Match(id => (ChangeEntryId?)id, () => null)
                        : null;
                }

                reader.Skip();
            }

            return null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
