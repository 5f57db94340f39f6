using System.Buffers;
using System.Text.Json;
using Timeline.Crdts;
using Timeline.Objects;

namespace Timeline.Sequences;

/// <summary>Values of any type as JSON, by the contract that the object tree has with the type.</summary>
internal sealed class ListForm<T>(ElementForm<T> elements) : IValueForm<T>
{
    public ListForm(ObjectTree tree)
        : this(ElementForm<T>.Of(tree))
    {
    }

    public byte Kind => (byte)'L';

    public string Member => "values";

    public byte[] ToBytes(ReadOnlySpan<T> values)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
            Write(writer, values);
        return bytes.WrittenSpan.ToArray();
    }

    public T[] FromBytes(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return ReadBytes(bytes);
        }
        catch (Exception fault) when (fault is JsonException || ObjectTree.IsRefusal(fault))
        {
            throw new CrdtFault($"a value cannot be read: {fault.Message}");
        }
    }

    private T[] ReadBytes(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        _ = CrdtInput.Next(ref reader);
        var values = ReadJson(ref reader);
        return reader.Read() ? throw new CrdtFault("something stands behind its values") : values;
    }

    public void WriteJson(CrdtOutput output, ReadOnlySpan<T> values) => Write(output.Writer, values);

    public T[] ReadJson(ref Utf8JsonReader reader)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        List<T> values = [];
        while (CrdtInput.Next(ref reader) != JsonTokenType.EndArray)
            values.Add(elements.Read(ref reader));
        return [.. values];
    }

    public IEnumerable<ulong> Broken(Chunk<T>[] chunks) => [];

    public bool IsWhole(ReadOnlySpan<T> values) => true;

    private void Write(Utf8JsonWriter writer, ReadOnlySpan<T> values)
    {
        writer.WriteStartArray();
        foreach (var value in values)
            elements.Write(writer, value);
        writer.WriteEndArray();
    }
}
