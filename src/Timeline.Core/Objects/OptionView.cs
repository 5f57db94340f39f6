using System.Text.Json.Serialization.Metadata;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>A type that holds one thing or nothing: nothing is <c>null</c>, and the thing stands for itself.</summary>
internal sealed class OptionView(
    ObjectTree tree, JsonTypeInfo contract, Type held, Func<object, object?> read, Func<object?, object?> make)
    : TypeView(tree, contract)
{
    internal DeclaredPart Held { get; } = new(tree, held);

    internal override IEnumerable<Type> PartTypes => [held];

    internal object? Read(object seen) => read(seen);

    internal object? Make(object? part) => make(part);

    internal override bool AreSame(TreeWalk walk, object left, object right) =>
        walk.AreSame(Held.View, Read(left), Read(right));

    internal override Value Project(TreeWalk walk, object seen) => walk.Project(Held.View, Read(seen));
}
