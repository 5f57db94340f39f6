using System.Text.Json;

namespace Timeline.Crdts;

/// <summary>How a tally is written: <c>[up,down]</c>.</summary>
internal sealed class TallyForm : ItemForm<Tally>
{
    private TallyForm()
    {
    }

    internal static TallyForm Only { get; } = new();

    internal override void Write(Utf8JsonWriter writer, Tally item)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(item.Up);
        writer.WriteNumberValue(item.Down);
        writer.WriteEndArray();
    }

    internal override Tally Read(ref Utf8JsonReader reader)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        var tally = new Tally(Count(ref reader), Count(ref reader));
        _ = CrdtInput.Next(ref reader);
        CrdtInput.Expect(ref reader, JsonTokenType.EndArray);
        return tally != default ? tally : throw new CrdtFault("a count should stand where there is 0 up and 0 down");
    }

    private static long Count(ref Utf8JsonReader reader)
    {
        _ = CrdtInput.Next(ref reader);
        return CrdtInput.Whole(ref reader, 0, Counts.Largest);
    }
}
