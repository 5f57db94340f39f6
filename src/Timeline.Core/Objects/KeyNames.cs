using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Keys as names in JSON and back, by the converter that System.Text.Json has for their type.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
internal sealed class KeyNames<TKey>(ObjectTree tree)
    where TKey : notnull
{
    internal string Of(TKey key)
    {
        if ((key is char letter ? letter.ToString() : key as string) is { } text)
        {
            return WellFormed.Is(text) ? text
                : throw new ObjectFault(typeof(TKey), "a key holds half of a surrogate pair, which is no character");
        }

        try
        {
            return Written(key);
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(typeof(TKey), $"no entry can have its name: {ObjectTree.ReasonOf(error)}", error);
        }
    }

    internal TKey Read(string name)
    {
        if (typeof(TKey) == typeof(string)) return (TKey)(object)name;
        var output = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteNull(name);
            writer.WriteEndObject();
        }

        try
        {
            var reader = AtName(output.WrittenSpan);
            return Converter.ReadAsPropertyName(ref reader, typeof(TKey), tree.Options);
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(typeof(TKey), ObjectTree.ReasonOf(error), error);
        }
    }

    private string Written(TKey key)
    {
        var output = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            Converter.WriteAsPropertyName(writer, key, tree.Options);
            writer.WriteNullValue();
            writer.WriteEndObject();
        }

        var reader = AtName(output.WrittenSpan);
        return reader.GetString()!;
    }

    private JsonConverter<TKey> Converter => (JsonConverter<TKey>)TypeViews.ContractOf(tree, typeof(TKey)).Converter;

    private static Utf8JsonReader AtName(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        _ = reader.Read() && reader.Read();
        return reader;
    }
}
