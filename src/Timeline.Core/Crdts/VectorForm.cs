using System.Text.Json;
using Timeline.Causality;

namespace Timeline.Crdts;

/// <summary>How a vector of counts is written: an object by the replicas' names.</summary>
internal sealed class VectorForm : ItemForm<VersionVector>
{
    private readonly CrdtOutput? _output;
    private readonly CrdtInput? _input;

    internal VectorForm(CrdtOutput output) => _output = output;

    internal VectorForm(CrdtInput input) => _input = input;

    internal override void Write(Utf8JsonWriter writer, VersionVector item) =>
        MemberForm.Write(_output!, item.Entries, CountForm.Only);

    internal override VersionVector Read(ref Utf8JsonReader reader) =>
        VersionVector.Of(MemberForm.Read(ref reader, _input!, CountForm.Only));
}
