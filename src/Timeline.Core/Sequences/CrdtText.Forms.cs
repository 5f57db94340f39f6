using System.Text.Json;
using LanguageExt;
using Timeline.Crdts;

namespace Timeline.Sequences;

public sealed partial class CrdtText
{
    /// <summary>The text in its compact form; equal texts give equal bytes. O(n).</summary>
    /// <returns>Bytes that hold all that merging with any replica needs; <c>docs/sequences.md</c> describes
    /// them.</returns>
    public byte[] ToBytes() => SequenceBytes.Write(_state, TextForm.Only);

    /// <summary>Reads the compact form. O(n), in memory of a bounded multiple of the bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The text, or <see cref="TimelineError.SequenceBytesInvalid"/>.</returns>
    public static Either<TimelineError, CrdtText> FromBytes(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return SequenceBytes.Read(bytes, TextForm.Only).Map(Of);
    }

    static string ICrdt<CrdtText>.FormName => "text";

    void ICrdt<CrdtText>.WriteState(CrdtOutput output) => SequenceJson.Write(output, _state, TextForm.Only);

    static CrdtText ICrdt<CrdtText>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        Of(SequenceJson.Read(ref reader, input, TextForm.Only));
}
