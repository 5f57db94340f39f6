using System.Text.Json.Serialization.Metadata;
using LanguageExt;

namespace Timeline.Objects;

/// <summary>The code for lists of one type of elements, and for options of it.</summary>
internal abstract class ElementCode(Type type) : CompiledParts(type)
{
    internal abstract SequenceView List(ObjectTree tree, JsonTypeInfo contract, bool isSet);

    internal abstract OptionView Option(ObjectTree tree, JsonTypeInfo contract);
}

/// <summary>As <see cref="ElementCode"/>, with the type.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class ElementCode<T>() : ElementCode(typeof(T))
{
    internal override SequenceView List(ObjectTree tree, JsonTypeInfo contract, bool isSet) =>
        new SequenceView<T>(tree, contract, isSet);

    internal override OptionView Option(ObjectTree tree, JsonTypeInfo contract) => new(
        tree, contract, typeof(T),
        seen => ((Option<T>)seen).MatchUnsafe(held => (object?)held, () => null),
        part => part is null ? Option<T>.None : Option<T>.Some((T)part));
}
