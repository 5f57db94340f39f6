using System.Text.Json;

namespace Timeline.Crdts;

/// <summary>How the dots of a flag are written: each as <c>true</c>.</summary>
internal sealed class MarkForm : ItemForm<bool>
{
    private MarkForm()
    {
    }

    internal static MarkForm Only { get; } = new();

    internal override void Write(Utf8JsonWriter writer, bool item) => writer.WriteBooleanValue(item);

    internal override bool Read(ref Utf8JsonReader reader)
    {
        CrdtInput.Expect(ref reader, JsonTokenType.True);
        return true;
    }
}
