using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Timeline.Objects;

/// <summary>
/// What the compiler of F# leaves in its types to tell what they are; FSharp.Core itself is not needed.
/// </summary>
/// <remarks>
/// It is read by reflection, so where members may be cut away (<see cref="Demand"/>) unions and options are refused.
/// </remarks>
[UnconditionalSuppressMessage("Trimming", "IL2055", Justification = FSharpTypes.AreRefused)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = FSharpTypes.AreRefused)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = FSharpTypes.AreRefused)]
internal static class FSharpTypes
{
    internal const string AreRefused = "Types of F# are refused where members may be cut away.";

    private const string Mapping = "Microsoft.FSharp.Core.CompilationMappingAttribute";

    // The numbers of SourceConstructFlags, and the bits that are not about the kind.
    private const int KindMask = 31;
    private const int SumType = 1;
    private const int RecordType = 2;
    private const int FieldKind = 4;
    private const int UnionCase = 8;

    /// <summary>
    /// Whether it is a union that is seen by its cases: a list and an option are seen as what they hold.
    /// </summary>
    internal static bool IsUnion(Type type) =>
        KindOf(type) == SumType && !IsOption(type) && !IsCollection(type);

    /// <summary>The union that a type is a case of; null if it is none.</summary>
    internal static Type? UnionOf(Type type) => type.BaseType is { } union && IsUnion(union) ? union : null;

    internal static bool IsOption(Type type) => type is { IsGenericType: true, Namespace: "Microsoft.FSharp.Core" }
        && type.Name is "FSharpOption`1" or "FSharpValueOption`1";

    internal static bool IsCollection(Type type) =>
        type is { IsGenericType: true, Namespace: "Microsoft.FSharp.Collections" };

    /// <summary>Whether it is the set of F#, which none of the platform's interfaces of sets says.</summary>
    internal static bool IsSet(Type type) => IsCollection(type) && type.Name == "FSharpSet`1";

    /// <summary>Refuses a type of F# in a program built without reflection.</summary>
    internal static void Demand(Type type)
    {
        if (!JsonSerializer.IsReflectionEnabledByDefault)
            throw new ObjectFault(type, "types of F# are seen by reflection, and the program was built without");
    }

    internal static bool IsFunction(Type type) =>
        type is { IsGenericType: true, Namespace: "Microsoft.FSharp.Core", Name: "FSharpFunc`2" };

    /// <summary>Whether the compiler says that a type is a record or a union, whose fields are set for good.</summary>
    internal static bool IsData(Type? type) => type is not null && KindOf(type) is SumType or RecordType;

    internal static bool IsTuple(Type type) => typeof(ITuple).IsAssignableFrom(type);

    /// <summary>The cases of a union in the order of their tags.</summary>
    internal static IReadOnlyList<FSharpCase> CasesOf(Type union) =>
        [.. union
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(it => Of(it) is { Kind: UnionCase })
            .Select(it => Case(union, it))
            .DistinctBy(it => it.Tag)
            .OrderBy(it => it.Tag)];

    private static FSharpCase Case(Type union, MethodInfo maker)
    {
        var tag = Of(maker)!.Value.Number;
        // A case that holds something is made by NewCase, one that holds nothing is the property Case.
        var name = maker.Name[(maker.Name.StartsWith("get_", StringComparison.Ordinal) ? "get_" : "New").Length..];
        var holder = union.GetNestedType(name, BindingFlags.Public | BindingFlags.NonPublic) ?? union;
        if (holder.ContainsGenericParameters) holder = holder.MakeGenericType(union.GetGenericArguments());
        var fields = holder.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(it => Of(it) is { Kind: FieldKind } field && field.Variant == tag)
            .OrderBy(it => Of(it)!.Value.Number);
        return new FSharpCase(tag, name, maker, [.. fields]);
    }

    private static int KindOf(Type type) => (Of(type)?.Kind ?? 0) & KindMask;

    /// <summary>
    /// Kind, variant and sequence number of the attribute, whose constructors have one to three numbers.
    /// </summary>
    private static (int Kind, int Variant, int Number)? Of(MemberInfo member)
    {
        var found = member.GetCustomAttributesData().FirstOrDefault(it => it.AttributeType.FullName == Mapping);
        if (found is null || !found.ConstructorArguments.All(it => it.Value is int)) return null;
        var numbers = found.ConstructorArguments.Select(it => (int)it.Value!).ToArray();
        return numbers.Length switch
        {
            1 => (numbers[0], 0, 0),
            2 => (numbers[0], 0, numbers[1]),
            3 => (numbers[0], numbers[1], numbers[2]),
            _ => null,
        };
    }
}
