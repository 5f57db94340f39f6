using System.Text.Json;
using LanguageExt;
using Timeline.Crdts;
using Timeline.Objects;

namespace Timeline.Sequences;

public sealed partial class CrdtList<T>
{
    /// <summary>The list in its compact form; equal lists give equal bytes. O(n).</summary>
    /// <param name="tree">How the values are written.</param>
    /// <returns>Bytes that hold all that merging with any replica needs; <c>docs/sequences.md</c> describes
    /// them.</returns>
    public byte[] ToBytes(ObjectTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return SequenceBytes.Write(_state, new ListForm<T>(tree));
    }

    /// <summary>Reads the compact form. O(n).</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="tree">How the values are read.</param>
    /// <returns>The list, or <see cref="TimelineError.SequenceBytesInvalid"/>.</returns>
    public static Either<TimelineError, CrdtList<T>> FromBytes(byte[] bytes, ObjectTree tree)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(tree);
        return SequenceBytes.Read(bytes, new ListForm<T>(tree)).Map(Of);
    }

    static string ICrdt<CrdtList<T>>.FormName => "list";

    void ICrdt<CrdtList<T>>.WriteState(CrdtOutput output) =>
        SequenceJson.Write(output, _state, new ListForm<T>(output.ElementsOf<T>()));

    static CrdtList<T> ICrdt<CrdtList<T>>.ReadState(ref Utf8JsonReader reader, CrdtInput input) =>
        Of(SequenceJson.Read(ref reader, input, new ListForm<T>(input.ElementsOf<T>())));
}
