using System.Text.Json;
using System.Text.Json.Serialization;

namespace Timeline.Objects;

/// <summary>Characters as the platform writes them, but no half of a surrogate pair.</summary>
internal sealed class WellFormedCharConverter : JsonConverter<char>
{
    public override char Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is [var only]
            ? only
            : throw new JsonException("one character should stand there");

    public override void Write(Utf8JsonWriter writer, char value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WellFormedTextConverter.Checked($"{value}"));

    public override char ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is [var only] ? only : throw new JsonException("one character should stand there");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, char value, JsonSerializerOptions options) =>
        writer.WritePropertyName(WellFormedTextConverter.Checked($"{value}"));
}
