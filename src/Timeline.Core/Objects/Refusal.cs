using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Why System.Text.Json refuses a type or a value, in this library's words and with what to do.</summary>
/// <remarks>Where the cause cannot be told, and for what the program itself throws, the exception is quoted.</remarks>
internal static class Refusal
{
    /// <summary>Why there is no contract for a type.</summary>
    internal static string OfContract(ObjectTree tree, Type type, Exception error)
    {
        if (error is not NotSupportedException || IsKnown(tree, type)) return ObjectTree.ReasonOf(error);
        var contexts = tree.Options.TypeInfoResolverChain.OfType<JsonSerializerContext>().ToArray();
        if (contexts.Length > 0)
        {
            return $"{string.Join(" and ", contexts.Select(it => it.GetType().Name))} leaves it out:"
                + $" add [JsonSerializable(typeof({TypeName.Of(type)}))]";
        }

        return JsonSerializer.IsReflectionEnabledByDefault
            ? "no resolver of the options knows it"
            : $"the program was built without reflection: give the {nameof(ObjectTree)} the options of a context that"
                + " is generated from source, with this type in it";
    }

    /// <summary>Why no object of a type can be made of a value.</summary>
    internal static string OfValue(TypeView view, Value value, Exception error) =>
        TooDeep(view, value) ?? Missing(view, value) ?? Unnamed(view, value) ?? Misfit(view, value) ?? Unmakable(view)
            ?? ObjectTree.ReasonOf(error);

    /// <summary>Why no object of a type can be made of any value; null if none is known.</summary>
    internal static string? Unmakable(TypeView view)
    {
        var contract = view.Contract;
        if (view is not ObjectView { Construct: null, Maker: null } || contract.CreateObject is not null
            || view.Type.IsValueType)
        {
            return null;
        }

        if (view.Type.IsAbstract) return "it is abstract: name the types that it may be with JsonDerivedType";
        var bound = contract.Properties.Select(it => it.AssociatedParameter?.Position).OfType<int>().ToHashSet();
        if (contract.ConstructorAttributeProvider is not ConstructorInfo constructor)
        {
            // Generated code that calls one, or sets members as it makes the object, binds them to parameters.
            return bound.Count > 0 ? null
                : "it has no constructor to call: one without parameters, the only one there is, or the one marked"
                    + " with JsonConstructor";
        }

        var unbound = constructor.GetParameters().FirstOrDefault(it => !bound.Contains(it.Position));
        return unbound is null ? null : $"{unbound.Name}, which its constructor takes, is no member of it";
    }

    private static bool IsKnown(ObjectTree tree, Type type)
    {
        try
        {
            return tree.Options.TypeInfoResolver?.GetTypeInfo(type, tree.Options) is not null;
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            return true;
        }
    }

    private static string? TooDeep(TypeView view, Value value) => value.Depth > view.Tree.Options.MaxDepth
        ? $"it nests {value.Depth} levels deep, and the options' MaxDepth is {view.Tree.Options.MaxDepth}"
        : null;

    private static string? Missing(TypeView view, Value value)
    {
        if (view is not ObjectView || value is not Value.Map map) return null;
        var names = view.Tree.Options.PropertyNameCaseInsensitive
            ? StringComparer.OrdinalIgnoreCase
            : StringComparer.Ordinal;
        var missing = view.Contract.Properties
            .Where(it => it.IsRequired && !map.Keys.Contains(it.Name, names)).ToArray();
        return missing.Length == 0 ? null
            : $"it has no {string.Join(", no ", missing.Select(it => it.Name))}, which is required";
    }

    /// <summary>Of a base type, that the value names none of the types that derive from it.</summary>
    private static string? Unnamed(TypeView view, Value value)
    {
        if (view is not CasesView cases || value is not Value.Map map || cases.Named?.Invoke(value) is not null
            || view.Contract.PolymorphismOptions is not { IgnoreUnrecognizedTypeDiscriminators: false } types)
        {
            return null;
        }

        var name = types.TypeDiscriminatorPropertyName ?? "$type";
        var known = string.Join(", ", types.DerivedTypes.Select(it => it.TypeDiscriminator).OfType<object>());
        if (!map.TryGetValue(name, out var found))
            return view.Type.IsAbstract ? $"it has no {name}, which is one of {known}" : null;
        return $"its {name} is {TimelineError.Describe(found)}, not one of {known}";
    }

    private static string? Misfit(TypeView view, Value value) => (view, value) switch
    {
        (LeafView { IsPlatforms: true }, _) or (ObjectView or MappingView, not (Value.Map or Value.Null))
            or (SequenceView, not (Value.List or Value.Null)) => $"it is {TimelineError.Describe(value)}",
        (_, Value.Null) when view.Type.IsValueType => $"it is {TimelineError.Describe(value)}",
        _ => null,
    };
}
