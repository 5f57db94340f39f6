using System.Text.Json;
using Timeline.Causality;
using Timeline.Objects;

namespace Timeline.Crdts;

/// <summary>Where states are written: a JSON writer, and how elements of any type are written with it.</summary>
internal sealed class CrdtOutput(Utf8JsonWriter writer, ObjectTree tree)
{
    internal Utf8JsonWriter Writer { get; } = writer;

    /// <summary>Writes an element.</summary>
    internal void Element<T>(T element) => ElementForm<T>.Of(tree).Write(Writer, element);

    /// <summary>How elements of a type are written, for whoever writes many.</summary>
    internal ElementForm<T> ElementsOf<T>() => ElementForm<T>.Of(tree);

    /// <summary>Writes the name of a replica as the name of a member.</summary>
    internal void Member(ReplicaId replica) => Writer.WritePropertyName(replica.Text);
}
