using System.Text.Json;

namespace Timeline.Crdts;

/// <summary>
/// How additions are written: as the amount, or <c>[amount,additions]</c> where it is the sum of several.
/// </summary>
internal sealed class AdditionForm : ItemForm<Addition>
{
    private AdditionForm()
    {
    }

    internal static AdditionForm Only { get; } = new();

    internal override void Write(Utf8JsonWriter writer, Addition item)
    {
        if (item.Steps == 1)
        {
            writer.WriteNumberValue(item.Amount);
            return;
        }
        writer.WriteStartArray();
        writer.WriteNumberValue(item.Amount);
        writer.WriteNumberValue(item.Steps);
        writer.WriteEndArray();
    }

    internal override Addition Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return new Addition(Amount(ref reader), 1);
        CrdtInput.Expect(ref reader, JsonTokenType.StartArray);
        _ = CrdtInput.Next(ref reader);
        var amount = Amount(ref reader);
        _ = CrdtInput.Next(ref reader);
        var sum = new Addition(amount, CrdtInput.Whole(ref reader, 2, Counts.Largest));
        _ = CrdtInput.Next(ref reader);
        CrdtInput.Expect(ref reader, JsonTokenType.EndArray);
        return sum;
    }

    private static long Amount(ref Utf8JsonReader reader) =>
        CrdtInput.Whole(ref reader, -Counts.Largest, Counts.Largest);
}
