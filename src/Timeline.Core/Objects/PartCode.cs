using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Timeline.Objects;

/// <summary>Finds the code for parts of some types: named by the program, common, or made at run time.</summary>
/// <param name="named">What the program names.</param>
internal sealed class PartCode(IReadOnlyList<CompiledParts> named)
{
    // Code for one class is code for all: a compiler ahead of time shares it. For structs it must see each.
    private static readonly CompiledParts[] Common =
    [
        new ElementCode<string>(), new ElementCode<int>(), new ElementCode<long>(), new ElementCode<double>(),
        new ElementCode<decimal>(), new ElementCode<bool>(), new ElementCode<Guid>(), new ElementCode<DateTimeOffset>(),
        new EntryCode<string, string>(), new EntryCode<string, int>(), new EntryCode<string, long>(),
        new EntryCode<string, double>(), new EntryCode<string, decimal>(), new EntryCode<string, bool>(),
        new EntryCode<int, string>(), new EntryCode<long, string>(), new EntryCode<Guid, string>(),
        new SideCode<string, string>(),
    ];

    internal ElementCode Elements(Type owner, Type element) =>
        (ElementCode)Find(owner, typeof(ElementCode<>), nameof(CompiledParts.Elements), element);

    internal EntryCode Entries(Type owner, Type key, Type value) =>
        (EntryCode)Find(owner, typeof(EntryCode<,>), nameof(CompiledParts.Entries), key, value);

    internal SideCode Sides(Type owner, Type left, Type right) =>
        (SideCode)Find(owner, typeof(SideCode<,>), nameof(CompiledParts.Sides), left, right);

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The kinds of code ask nothing of the types.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Without dynamic code only classes come here.")]
    private CompiledParts Find(
        Type owner,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type kind,
        string method,
        params Type[] parts)
    {
        var found = named.Concat(Common).FirstOrDefault(
            it => it.GetType().GetGenericTypeDefinition() == kind && it.Types.SequenceEqual(parts));
        if (found is not null) return found;
        if (RuntimeFeature.IsDynamicCodeSupported || parts.All(part => !part.IsValueType))
            return (CompiledParts)Activator.CreateInstance(kind.MakeGenericType(parts))!;
        throw new ObjectFault(
            owner,
            $"the program was compiled ahead of time without code to look into it: give the {nameof(ObjectTree)} "
                + $"{nameof(CompiledParts)}.{method}<{string.Join(", ", parts.Select(TypeName.Of))}>()");
    }
}
