using System.Text.Json;

namespace Timeline.Crdts;

/// <summary>How what is held at dots is written as one JSON value and read.</summary>
internal abstract class ItemForm<T>
{
    internal abstract void Write(Utf8JsonWriter writer, T item);

    /// <summary>Reads the value on whose first token the reader stands, to its last token.</summary>
    internal abstract T Read(ref Utf8JsonReader reader);
}
