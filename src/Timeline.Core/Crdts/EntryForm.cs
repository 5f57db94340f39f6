using System.Text.Json;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// Entries of a map in JSON: an array of keys and what is there, <c>[["x",…],["y",…]]</c>, in no order.
/// </summary>
internal static class EntryForm
{
    internal static void Write<TKey, TItem>(CrdtOutput output, PersistentMap<TKey, TItem> entries, ItemForm<TItem> form)
        where TKey : notnull
    {
        var (writer, keys) = (output.Writer, output.ElementsOf<TKey>());
        writer.WriteStartArray();
        foreach (var (key, item) in entries)
        {
            writer.WriteStartArray();
            keys.Write(writer, key);
            form.Write(writer, item);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    internal static PersistentMap<TKey, TItem> Read<TKey, TItem>(
        ref Utf8JsonReader reader, CrdtInput input, ItemForm<TItem> form)
        where TKey : notnull
    {
        var keys = input.ElementsOf<TKey>();
        var entries = new DistinctEntries<TKey, TItem>();
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndArray)
        {
            CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
            _ = CrdtInput.Next(ref reader);
            var key = keys.Read(ref reader);
            _ = CrdtInput.Next(ref reader);
            entries.Add(key, form.Read(ref reader));
            _ = CrdtInput.Next(ref reader);
            CrdtInput.Expect(ref reader, JsonTokenType.EndArray);
        }
        return entries.ToMap();
    }
}
