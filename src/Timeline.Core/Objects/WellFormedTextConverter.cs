using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Texts and names of entries as the platform writes them, but none with half of a surrogate pair.</summary>
internal sealed class WellFormedTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Checked(value));

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Checked(options.DictionaryKeyPolicy?.ConvertName(value) ?? value));

    /// <summary>The text, if JSON can say it.</summary>
    /// <exception cref="ArgumentException">It has half of a surrogate pair.</exception>
    internal static string Checked(string text) => WellFormed.Is(text)
        ? text
        : throw new ArgumentException("A text with half of a surrogate pair cannot be written as JSON.");
}
