using System.Text.Json;
using Timeline.Crdts;

namespace Timeline.Sequences;

/// <summary>A sequence in JSON: its elements in rows, and the ids that are deleted.</summary>
/// <remarks>
/// <c>{"elements": [{"id": ["a", 1], "text": "hi"}, {"id": ["b", 1], "rightOf": ["a", 2], "deleted": 3}], "deleted":
/// {"b": [[1, 3]]}}</c>. A row has the id of its first element, what that hangs on (<c>leftOf</c>, <c>rightOf</c>, or
/// nothing at the start), and either values or how many deleted elements it has; each next element hangs on the right
/// of the one before. The rows of <c>deleted</c> are a first and a last number.
/// </remarks>
internal static class SequenceJson
{
    public static void Write<T>(CrdtOutput output, SequenceState<T> state, IValueForm<T> form)
    {
        var content = SequenceContent<T>.Of(state, form);
        var writer = output.Writer;
        writer.WriteStartObject();
        writer.WriteStartArray("elements");
        for (var i = 0; i < content.Chunks.Length;)
        {
            var first = i;
            while (++i < content.Chunks.Length && content.Chunks[i - 1].Continues(content.Chunks[i])) { }
            WriteRow(output, content, content.Chunks.AsSpan(first, i - first), form);
        }
        writer.WriteEndArray();
        writer.WriteStartObject("deleted");
        foreach (var ranges in content.Deleted.GroupBy(range => ElementId.Replica(range.Start)))
        {
            output.Member(content.Replicas[ranges.Key]);
            writer.WriteStartArray();
            foreach (var (start, end) in ranges)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(ElementId.Sequence(start));
                writer.WriteNumberValue(ElementId.Sequence(end) - 1);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Reads one JSON value, on whose first token the reader stands, to its last token.</summary>
    /// <exception cref="CrdtFault">It is no sequence.</exception>
    public static SequenceState<T> Read<T>(ref Utf8JsonReader reader, CrdtInput input, IValueForm<T> form)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartObject);
        var reading = new SequenceReading<T>(input, form);
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndObject)
            reading.Member(ref reader);
        return reading.ToState();
    }

    private static void WriteRow<T>(
        CrdtOutput output, SequenceContent<T> content, ReadOnlySpan<Chunk<T>> row, IValueForm<T> form)
    {
        var writer = output.Writer;
        writer.WriteStartObject();
        WriteId(writer, "id", content, row[0].Id);
        if (row[0].Parent != ElementId.Root)
            WriteId(writer, row[0].IsLeft ? "leftOf" : "rightOf", content, row[0].Parent);
        if (row[0].Values.IsEmpty)
        {
            writer.WriteNumber("deleted", row[^1].End - row[0].Id);
        }
        else
        {
            var values = new T[row[^1].End - row[0].Id];
            foreach (var chunk in row)
                chunk.Values.CopyTo(values.AsMemory((int)(chunk.Id - row[0].Id)));
            writer.WritePropertyName(form.Member);
            form.WriteJson(output, values);
        }
        writer.WriteEndObject();
    }

    private static void WriteId<T>(Utf8JsonWriter writer, string name, SequenceContent<T> content, ulong id)
    {
        writer.WriteStartArray(name);
        writer.WriteStringValue(content.Replicas[ElementId.Replica(id)].Text);
        writer.WriteNumberValue(ElementId.Sequence(id));
        writer.WriteEndArray();
    }
}
