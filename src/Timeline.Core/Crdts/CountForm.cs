using System.Text.Json;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>How counts are written: as whole numbers from 1 to 2^63 − 2.</summary>
internal sealed class CountForm : ItemForm<long>
{
    private CountForm()
    {
    }

    internal static CountForm Only { get; } = new();

    internal override void Write(Utf8JsonWriter writer, long item) => writer.WriteNumberValue(item);

    internal override long Read(ref Utf8JsonReader reader) => CrdtInput.Whole(ref reader, 1, Dot.LargestSequence);
}
