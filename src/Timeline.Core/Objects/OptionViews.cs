using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;

namespace Timeline.Objects;

/// <summary>How the options of LanguageExt and of F# are looked into.</summary>
internal static class OptionViews
{
    internal static OptionView OfLanguageExt(ObjectTree tree, JsonTypeInfo contract) =>
        tree.Code.Elements(contract.Type, contract.Type.GetGenericArguments()[0]).Option(tree, contract);

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = FSharpTypes.AreRefused)]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = FSharpTypes.AreRefused)]
    internal static OptionView OfFSharp(ObjectTree tree, JsonTypeInfo contract)
    {
        FSharpTypes.Demand(contract.Type);
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
}
