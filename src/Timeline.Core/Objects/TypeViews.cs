using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Chooses how a type is seen.</summary>
internal static class TypeViews
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    internal static TypeView Make(ObjectTree tree, Type type)
    {
        // An object of a union says of itself that it is of the class of its case, of which the platform knows nothing.
        if (FSharpTypes.UnionOf(type) is { } union) return tree.ViewOf(union);
        var contract = ContractOf(tree, type);
        if (Nullable.GetUnderlyingType(type) is { } held)
            return new CasesView(tree, contract, [held], _ => tree.ViewOf(held)) { Named = _ => tree.ViewOf(held) };
        if (FSharpTypes.IsFunction(type)) throw new ObjectFault(type, "it is a function");
        if (SpecialTypes.TryMake(tree, contract) is { } special) return special;
        if (contract.PolymorphismOptions is { } cases) return Cases(tree, contract, cases);
        return contract.Kind switch
        {
            JsonTypeInfoKind.Object => Object(tree, contract, null),
            JsonTypeInfoKind.Enumerable when AreElements(type, it => it == contract.ElementType) =>
                Sequence(tree, contract, contract.ElementType!, IsSet(type)),
            JsonTypeInfoKind.Dictionary when AreElements(type, IsPair) =>
                Mapping(tree, contract, contract.KeyType!, contract.ElementType!),
            _ when type == typeof(object) => new CasesView(tree, contract, [], seen => OfDynamic(tree, contract, seen)),
            _ when IsRefused(contract) => throw new ObjectFault(type, "System.Text.Json writes no such type"),
            _ => new LeafView(tree, contract),
        };
    }

    internal static TypeView Sequence(ObjectTree tree, JsonTypeInfo contract, Type element, bool isSet) =>
        tree.Code.Elements(contract.Type, element).List(tree, contract, isSet);

    internal static TypeView Mapping(ObjectTree tree, JsonTypeInfo contract, Type key, Type value) =>
        tree.Code.Entries(contract.Type, key, value).Map(tree, contract);

    internal static JsonTypeInfo ContractOf(ObjectTree tree, Type type)
    {
        try
        {
            return tree.Options.GetTypeInfo(type);
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(type, Refusal.OfContract(tree, type, error), error);
        }
    }

    private static ObjectView Object(ObjectTree tree, JsonTypeInfo contract, CaseMark? mark)
    {
        // To pass it over would be to lose what it holds, without a word.
        if (contract.Properties.FirstOrDefault(it => it.IsExtensionData) is { } rest)
            throw new ObjectFault(contract.Type, $"its {rest.Name} is extension data, which is no member of its own");
        if (mark is null && IsHidden(contract))
            throw new ObjectFault(contract.Type, "all that it holds is private, so nothing of it can be seen");
        return new ObjectView(tree, contract, [.. MembersOf(tree, contract)], mark);
    }

    /// <summary>The members that are seen of a type with members.</summary>
    internal static IEnumerable<MemberView> MembersOf(ObjectTree tree, JsonTypeInfo contract) =>
        Seen(contract).Select(it => MemberView.Of(tree, MemberContract.Of(contract, it)));

    /// <summary>The names of the members that are seen of a type.</summary>
    internal static IEnumerable<string> MembersOf(JsonTypeInfo contract) => Seen(contract).Select(it => it.Name);

    private static IEnumerable<JsonPropertyInfo> Seen(JsonTypeInfo contract) =>
        contract.Properties.Where(it => it.Get is not null && !IsIgnored(contract, it));

    /// <summary>Whether objects of a type hold something, and nothing of it can be seen though none said so.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Built without reflection, nothing is asked.")]
    private static bool IsHidden(JsonTypeInfo contract) => JsonSerializer.IsReflectionEnabledByDefault
        && contract.Type.GetFields(All).Length > 0
        && !Seen(contract).Any()
        && contract.Type.GetMembers(All).All(it => it.GetCustomAttribute<JsonIgnoreAttribute>() is null);

    /// <summary>Whether the options say that what can only be read is not written.</summary>
    private static bool IsIgnored(JsonTypeInfo owner, JsonPropertyInfo member) => member.AttributeProvider switch
    {
        _ when member.Set is not null => false,
        PropertyInfo property => owner.Options.IgnoreReadOnlyProperties && IsPlain(property),
        FieldInfo field => owner.Options.IgnoreReadOnlyFields && IsPlain(field),
        _ => false,
    };

    private static bool IsPlain(MemberInfo member) => member.GetCustomAttribute<JsonIgnoreAttribute>() is null
        && member.GetCustomAttribute<JsonIncludeAttribute>() is null;

    private static CasesView Cases(ObjectTree tree, JsonTypeInfo contract, JsonPolymorphismOptions cases)
    {
        var views = cases.DerivedTypes.ToDictionary(
            it => it.DerivedType,
            it => new Lazy<TypeView>(() => Case(
                tree, ContractOf(tree, it.DerivedType),
                Mark(cases.TypeDiscriminatorPropertyName ?? "$type", it.TypeDiscriminator))));
        var itself = new Lazy<TypeView>(() => Case(tree, contract, null));
        return new CasesView(tree, contract, views.Keys, seen =>
            views.TryGetValue(seen.GetType(), out var view) ? view.Value
            : seen.GetType() == contract.Type ? itself.Value
            : throw new ObjectFault(
                seen.GetType(), $"it is not among the derived types of {TypeName.Of(contract.Type)}"))
        {
            Named = value => views.Values.Select(view => view.Value).OfType<ObjectView>().FirstOrDefault(view =>
                view.Mark is { } mark && value is Value.Map map
                && map.TryGetValue(mark.Name, out var named) && named.Equals(mark.Value)),
        };
    }

    // A list among the cases has no members to be seen by, and would be taken for empty.
    private static ObjectView Case(ObjectTree tree, JsonTypeInfo contract, CaseMark? mark) =>
        contract.Kind == JsonTypeInfoKind.Object
            ? Object(tree, contract, mark)
            : throw new ObjectFault(contract.Type, "it is one of several derived types and has no members");

    private static CaseMark? Mark(string name, object? discriminator) => discriminator switch
    {
        string text => new CaseMark(name, Value.Of(text), false),
        int number => new CaseMark(name, Value.Of(number), false),
        _ => null,
    };

    private static TypeView OfDynamic(ObjectTree tree, JsonTypeInfo contract, object seen) =>
        seen.GetType() == typeof(object) ? Object(tree, contract, null) : tree.ViewOf(seen.GetType());

    // The platform says so only when it is asked to write one, by a converter that throws.
    private static bool IsRefused(JsonTypeInfo contract) =>
        contract.Converter.GetType().Name.StartsWith("UnsupportedType", StringComparison.Ordinal);

    private static bool IsSet(Type type) => FSharpTypes.IsSet(type)
        || InterfacesOf(type).Any(it => it.GetGenericTypeDefinition() is var kind
            && (kind == typeof(ISet<>) || kind == typeof(IReadOnlySet<>)));

    // Collections from before generic types, and memory that cannot be enumerated, are written as a whole.
    private static bool AreElements(Type type, Func<Type, bool> isElement) => InterfacesOf(type).Any(
        it => it.GetGenericTypeDefinition() == typeof(IEnumerable<>) && isElement(it.GetGenericArguments()[0]));

    private static bool IsPair(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    [UnconditionalSuppressMessage(
        "Trimming", "IL2070", Justification = "The interfaces asked for are named, so types keep them.")]
    private static IEnumerable<Type> InterfacesOf(Type type) =>
        type.GetInterfaces().Append(type).Where(it => it.IsGenericType);
}
