using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>How struct tuples are looked into, of which System.Text.Json sees nothing: as their members.</summary>
internal static class TupleViews
{
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,,,,,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The fields of tuples are kept by name.")]
    internal static ObjectView Of(ObjectTree tree, JsonTypeInfo contract)
    {
        var type = contract.Type;
        // Item1 to Item7, then Rest: the order of their names.
        FieldInfo[] fields = [.. type.GetFields().OrderBy(field => field.Name, StringComparer.Ordinal)];
        return new ObjectView(
            tree, contract,
            [.. fields.Select(field => MemberView.Of(
                tree, new MemberContract(field.Name, field.FieldType, field.GetValue, field.SetValue, field)))],
            null)
        {
            Maker = value => Make(tree, type, fields, value),
        };
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "No constructor is called.")]
    private static object Make(ObjectTree tree, Type type, FieldInfo[] fields, Value value)
    {
        var map = value as Value.Map ?? throw new ObjectFault(type, "it is a map of Item1, Item2 and so on");
        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in fields)
        {
            if (!map.TryGetValue(field.Name, out var item)) throw new ObjectFault(type, $"there is no {field.Name}");
            field.SetValue(made, SpecialTypes.Part(tree.ViewOf(field.FieldType), item, new PathSegment(field.Name)));
        }

        return made;
    }
}
