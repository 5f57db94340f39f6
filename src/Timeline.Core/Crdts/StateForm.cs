using System.Text.Json;

namespace Timeline.Crdts;

/// <summary>How states are written where they stand inside others.</summary>
internal sealed class StateForm<TCrdt> : ItemForm<TCrdt>
    where TCrdt : class, ICrdt<TCrdt>
{
    private readonly CrdtOutput? _output;
    private readonly CrdtInput? _input;

    internal static TCrdt Read(ref Utf8JsonReader reader, CrdtInput input) => TCrdt.ReadState(ref reader, input);

    internal StateForm(CrdtOutput output) => _output = output;

    internal StateForm(CrdtInput input) => _input = input;

    internal override void Write(Utf8JsonWriter writer, TCrdt item) => item.WriteState(_output!);

    internal override TCrdt Read(ref Utf8JsonReader reader) => TCrdt.ReadState(ref reader, _input!);
}
