using System.Text.Json.Serialization.Metadata;
using LanguageExt;

namespace Timeline.Objects;

/// <summary>How the options of LanguageExt and of F# are looked into.</summary>
internal static class OptionViews
{
    internal static OptionView OfLanguageExt(ObjectTree tree, JsonTypeInfo contract)
    {
        var held = contract.Type.GetGenericArguments()[0];
        var parts = (IOptionParts)Activator.CreateInstance(typeof(Parts<>).MakeGenericType(held))!;
        return new OptionView(tree, contract, held, parts.Read, parts.Make);
    }

    internal static OptionView OfFSharp(ObjectTree tree, JsonTypeInfo contract)
    {
        var (type, held) = (contract.Type, contract.Type.GetGenericArguments()[0]);
        var (value, some) = (type.GetProperty("Value")!, type.GetMethod("Some")!);
        // None is a null reference, or of a struct the default, whose tag is 0.
        var tag = type.IsValueType ? type.GetProperty("Tag") : null;
        return new OptionView(
            tree, contract, held,
            seen => tag is not null && tag.GetValue(seen) is 0 ? null : value.GetValue(seen),
            part => part is not null ? some.Invoke(null, [part])
                : type.IsValueType ? Activator.CreateInstance(type)
                : null);
    }

    private interface IOptionParts
    {
        object? Read(object seen);

        object? Make(object? part);
    }

    private sealed class Parts<T> : IOptionParts
    {
        public object? Read(object seen) => ((Option<T>)seen).MatchUnsafe(held => (object?)held, () => null);

        public object? Make(object? part) => part is null ? Option<T>.None : Option<T>.Some((T)part);
    }
}
