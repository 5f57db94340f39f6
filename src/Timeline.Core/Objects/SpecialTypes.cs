using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LanguageExt;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>The types that System.Text.Json does not know, or knows too little of.</summary>
internal static class SpecialTypes
{
    private static readonly Dictionary<Type, bool> Sequences = new()
    {
        [typeof(PersistentList<>)] = false,
        [typeof(Seq<>)] = false,
        [typeof(Lst<>)] = false,
        [typeof(Arr<>)] = false,
        [typeof(Set<>)] = true,
        [typeof(LanguageExt.HashSet<>)] = true,
        // System.Text.Json reads a stack in the order in which it would be popped, which turns it around.
        [typeof(Stack<>)] = false,
        [typeof(ConcurrentStack<>)] = false,
        [typeof(ImmutableStack<>)] = false,
        [typeof(IImmutableStack<>)] = false,
        // These it writes, and does not read.
        [typeof(ReadOnlyCollection<>)] = false,
        [typeof(FrozenSet<>)] = true,
        [typeof(IReadOnlySet<>)] = true,
    };

    private static readonly System.Collections.Generic.HashSet<Type> Mappings =
    [
        typeof(PersistentMap<,>), typeof(HashMap<,>), typeof(Map<,>), typeof(FrozenDictionary<,>),
        typeof(ReadOnlyDictionary<,>),
    ];

    /// <summary>Lists, sets and maps, without the types of what they hold; each must be among those made.</summary>
    internal static IEnumerable<Type> Collections => Sequences.Keys.Concat(Mappings);

    internal static bool Knows(Type type) => typeof(Value).IsAssignableFrom(type) || FSharpTypes.IsUnion(type)
        || IsValueTuple(type) || DefinitionOf(type) is { } it && (Sequences.ContainsKey(it) || Mappings.Contains(it)
            || it == typeof(Option<>) || it == typeof(Either<,>));

    internal static TypeView? TryMake(ObjectTree tree, JsonTypeInfo contract)
    {
        var type = contract.Type;
        if (HasConverterOfItsOwn(contract)) return null;
        if (FSharpTypes.IsUnion(type)) return FSharpUnion.ViewOf(tree, contract);
        if (FSharpTypes.IsOption(type)) return OptionViews.OfFSharp(tree, contract);
        if (IsValueTuple(type)) return TupleViews.Of(tree, contract);
        if (DefinitionOf(type) is not { } definition) return null;
        if (Sequences.TryGetValue(definition, out var isSet))
            return TypeViews.Sequence(tree, contract, type.GetGenericArguments()[0], isSet);
        if (Mappings.Contains(definition))
            return TypeViews.Mapping(tree, contract, type.GetGenericArguments()[0], type.GetGenericArguments()[1]);
        if (definition == typeof(Option<>)) return OptionViews.OfLanguageExt(tree, contract);
        return definition == typeof(Either<,>) ? EitherViews.Of(tree, contract) : null;
    }

    /// <summary>Makes an object of such a type out of a value.</summary>
    internal static object? Read(TypeView view, Value value) => (view, value) switch
    {
        (LeafView, _) when view.Type.IsInstanceOfType(value) => value,
        (not OptionView, Value.Null) when !view.Type.IsValueType => null,
        (OptionView it, _) => it.Make(value.Kind == ValueKind.Null ? null : ObjectTree.Attempt(it.Held.View, value)),
        (SequenceView it, Value.List list) => it.Make(
            [.. list.Items.Select((item, at) => Part(it.Element.View, item, new PathSegment(at)))]),
        (MappingView it, Value.Map map) => it.Make([.. map.Entries.Select(entry =>
            KeyValuePair.Create(entry.Key, Part(it.Item.View, entry.Value, new PathSegment(entry.Key))))]),
        _ when view.Maker is { } make => make(value),
        _ => throw new ObjectFault(view.Type, $"a {value.Kind} is not what it is made of"),
    };

    /// <summary>Reads one part; which part of it is at fault whoever asked for the whole finds out.</summary>
    internal static object? Part(TypeView view, Value value, PathSegment step)
    {
        try
        {
            return ObjectTree.Attempt(view, value);
        }
        catch (ObjectFault fault) when (fault.Passes(step))
        {
            throw;
        }
    }

    // What the program's own converter writes only that converter can read.
    private static bool HasConverterOfItsOwn(JsonTypeInfo contract) => contract.Converter.GetType().Assembly is var it
        && it != typeof(JsonSerializer).Assembly && it != typeof(SpecialTypes).Assembly;

    private static bool IsValueTuple(Type type) => type.IsValueType && typeof(ITuple).IsAssignableFrom(type);

    private static Type? DefinitionOf(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : null;
}
