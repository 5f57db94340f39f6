using System.Text.Json;

namespace Timeline.Exporters;

/// <summary>When the entry of a record was made, as its JSON says.</summary>
internal static class RecordTime
{
    /// <summary>The time in the record.</summary>
    /// <exception cref="FormatException">The record is not the JSON of an entry.</exception>
    public static DateTimeOffset Of(ExportRecord record)
    {
        try
        {
            var reader = new Utf8JsonReader(record.Json.Span);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
                var isTime = reader.ValueTextEquals("time"u8);
                _ = reader.Read();
                if (isTime) return reader.GetDateTimeOffset();
                reader.Skip();
            }
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The record of {record.Id} is not JSON.", wrong);
        }

        throw new FormatException($"The record of {record.Id} does not say when.");
    }
}
