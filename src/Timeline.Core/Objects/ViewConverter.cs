using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Writes and reads a type that System.Text.Json does not know by way of its value.</summary>
/// <typeparam name="T">
/// The type; <see cref="object"/> for any, where no code can be made at run time for each.
/// </typeparam>
internal sealed class ViewConverter<T>(ObjectTree tree, Type type) : JsonConverter<T?>
{
    // How deep a text may be was decided where it was read.
    private static readonly JsonLimits Deep = new() { Depth = Value.MaximumDepth };

    public override bool HandleNull => true;

    public override bool CanConvert(Type typeToConvert) => typeToConvert == type;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var value = Json.Parse(document.RootElement.GetRawText(), Deep)
            .Match(value => value, error => throw new JsonException(error.Message));
        // Not the type to convert: a converter of an option hands on the option's.
        return (T?)SpecialTypes.Read(tree.ViewOf(type), value);
    }

    /// <summary>A union of F# as a key: the name of a case that holds nothing, or the text of its map.</summary>
    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, [DisallowNull] T value, JsonSerializerOptions options)
    {
        if (!FSharpTypes.IsUnion(type))
        {
            base.WriteAsPropertyName(writer, value!, options);
            return;
        }

        var key = new TreeWalk(tree).Project(tree.ViewOf(type), value);
        writer.WritePropertyName(key is Value.Text text ? text.Content : key.ToString());
    }

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!FSharpTypes.IsUnion(type)) return base.ReadAsPropertyName(ref reader, typeToConvert, options)!;
        var name = reader.GetString()!;
        // No case begins so: the names of cases are words.
        var key = !name.StartsWith('{') ? Value.Of(name)
            : Json.Parse(name, Deep).Match(value => value, error => throw new JsonException(error.Message));
        return (T)SpecialTypes.Read(tree.ViewOf(type), key)!;
    }

    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options) =>
        // Not checked again: the platform would, and only to a depth of 64.
        writer.WriteRawValue(
            Json.ToUtf8(new TreeWalk(tree).Project(tree.ViewOf(type), value)), skipInputValidation: true);
}
