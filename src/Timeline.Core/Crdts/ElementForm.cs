using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Timeline.Objects;

namespace Timeline.Crdts;

/// <summary>
/// How elements of one type are written and read: by the contract of the object tree, text and numbers at once.
/// </summary>
internal sealed class ElementForm<T> : ItemForm<T>
{
    private readonly JsonTypeInfo<T> _contract;

    private ElementForm(ObjectTree tree) => _contract = (JsonTypeInfo<T>)tree.Exchanged.GetTypeInfo(typeof(T));

    internal static ElementForm<T> Of(ObjectTree tree) => new(tree);

    internal override void Write(Utf8JsonWriter writer, T element)
    {
        if (element is string text)
            writer.WriteStringValue(WellFormedTextConverter.Checked(text));
        else if (typeof(T) == typeof(int))
            writer.WriteNumberValue((int)(object)element!);
        else if (typeof(T) == typeof(long))
            writer.WriteNumberValue((long)(object)element!);
        else
            JsonSerializer.Serialize(writer, element, _contract);
    }

    internal override T Read(ref Utf8JsonReader reader) =>
        typeof(T) == typeof(string) && reader.TokenType == JsonTokenType.String ? (T)(object)reader.GetString()!
            : typeof(T) == typeof(int) && reader.TryGetInt32(out var whole) ? (T)(object)whole
            : typeof(T) == typeof(long) && reader.TryGetInt64(out var large) ? (T)(object)large
            : JsonSerializer.Deserialize(ref reader, _contract)
                ?? throw new CrdtFault("an element should stand where there is null");
}
