using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>How the unions of F# are looked into: a case is its name, or a map that names it in <c>$type</c>.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = FSharpTypes.AreRefused)]
internal static class FSharpUnion
{
    private const string Name = "$type";

    internal static TypeView ViewOf(ObjectTree tree, JsonTypeInfo contract)
    {
        var type = contract.Type;
        FSharpTypes.Demand(type);
        var cases = FSharpTypes.CasesOf(type);
        var views = cases.ToDictionary(it => it.Tag, it => new ObjectView(
            tree, contract,
            [.. it.Fields.Select(field => MemberView.Of(tree, MemberContract.Of(field)))],
            new CaseMark(Name, Value.Of(it.Name), true))
        {
            Construct = parts => it.Maker.Invoke(null, parts)!,
        });
        var tag = type.GetProperty("Tag", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return new CasesView(
            tree, contract, cases.SelectMany(it => it.Fields.Select(field => field.PropertyType)),
            seen => views[tag is null ? cases[0].Tag : (int)tag.GetValue(seen)!])
        {
            Maker = value => Make(tree, type, cases, value),
        };
    }

    private static object Make(ObjectTree tree, Type type, IReadOnlyList<FSharpCase> cases, Value value)
    {
        var map = value as Value.Map ?? Value.Map.Empty;
        var name = value is Value.Text text ? text.Content
            : map.TryGetValue(Name, out var named) && named is Value.Text it ? it.Content
            : throw new ObjectFault(type, $"it is the name of a case, or a map with '{Name}'");
        var found = cases.FirstOrDefault(it => it.Name == name)
            ?? throw new ObjectFault(
                type, $"it has no case '{name}'; there are {string.Join(", ", cases.Select(it => it.Name))}");
        var parts = found.Fields.Select(field => map.TryGetValue(field.Name, out var part)
            ? SpecialTypes.Part(tree.ViewOf(field.PropertyType), part, new PathSegment(field.Name))
            : throw new ObjectFault(type, $"its case {name} has {field.Name}, which is missing")).ToArray();
        return found.Maker.Invoke(null, parts)!;
    }
}
