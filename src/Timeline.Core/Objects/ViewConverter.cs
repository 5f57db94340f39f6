using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Writes and reads a type that System.Text.Json does not know by way of its value.</summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class ViewConverter<T>(ObjectTree tree) : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var value = Json.Parse(document.RootElement.GetRawText())
            .Match(value => value, error => throw new JsonException(error.Message));
        // Not the type to convert: a converter of an option hands on the option's.
        return (T?)SpecialTypes.Read(tree.ViewOf(typeof(T)), value);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        tree.ToValue(value).Match(
            seen => writer.WriteRawValue(Json.ToUtf8(seen)), error => throw new JsonException(error.Message));
}
