using System.Text.Json;

namespace Timeline.Crdts;

/// <summary>How a cell is written: <c>[time,"writer",value]</c>, without a value where it was removed.</summary>
internal sealed class CellForm<T> : ItemForm<LwwCell<T>>
{
    private readonly ItemForm<T> _values;
    private readonly CrdtInput? _input;

    internal CellForm(CrdtOutput output) => _values = output.ElementsOf<T>();

    internal CellForm(CrdtInput input) => (_values, _input) = (input.ElementsOf<T>(), input);

    internal override void Write(Utf8JsonWriter writer, LwwCell<T> item)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(item.Stamp.Time);
        writer.WriteStringValue(item.Stamp.Writer.Text);
        if (item.IsSet)
            _values.Write(writer, item.Value);
        writer.WriteEndArray();
    }

    internal override LwwCell<T> Read(ref Utf8JsonReader reader)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        _ = CrdtInput.Next(ref reader);
        var time = CrdtInput.Whole(ref reader, 0, long.MaxValue);
        _ = CrdtInput.Next(ref reader);
        CrdtInput.Expect(ref reader, JsonTokenType.String);
        var stamp = new WriteStamp(time, _input!.Replica(ref reader));
        if (CrdtInput.Next(ref reader) == JsonTokenType.EndArray)
            return LwwCell<T>.Removed(stamp);
        var cell = LwwCell<T>.Of(stamp, _values.Read(ref reader));
        _ = CrdtInput.Next(ref reader);
        CrdtInput.Expect(ref reader, JsonTokenType.EndArray);
        return cell;
    }
}
