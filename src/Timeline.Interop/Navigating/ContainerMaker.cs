using System.Collections;
using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;
using LanguageExt;
using Timeline.Values;

namespace Timeline.Navigating;

/// <summary>Decides what objects of a type are to a path: a map, a list, an option, or members.</summary>
[UnconditionalSuppressMessage(
    "Trimming", "IL2070", Justification = "The interfaces asked for are named, so types keep them.")]
internal sealed class ContainerMaker(bool isCompiled)
{
    internal Container Make(Type type) => Options.Is(type) ? new OpenedContainer(Open(type))
        : OfOneType(type) ?? Map(type) ?? List(type) ?? new ObjectContainer(type, isCompiled);

    /// <summary>The leg from an option to what it holds.</summary>
    internal Leg Open(Type option) => Options.Open(option, isCompiled);

    private ObjectContainer? OfOneType(Type type) => type switch
    {
        _ when type == typeof(JsonElement) => new JsonContainer(isCompiled),
        _ when type == typeof(Value.Map) =>
            new EntryContainer<Entries.OfValues, Value.Map, string, Value>(type, isCompiled),
        _ when type == typeof(Value.List) =>
            new ElementContainer<Elements.OfValues, Value.List, Value>(type, isCompiled),
        _ when type == typeof(JsonObject) =>
            new EntryContainer<Entries.OfDictionary<JsonObject, string, JsonNode?>, JsonObject, string, JsonNode?>(
                type, isCompiled),
        _ when type == typeof(ExpandoObject) =>
            new EntryContainer<
                Entries.OfDictionary<IDictionary<string, object?>, string, object?>,
                IDictionary<string, object?>, string, object?>(type, isCompiled),
        _ when typeof(DataRow).IsAssignableFrom(type) =>
            new EntryContainer<Entries.OfRow, DataRow, string, object?>(type, isCompiled),
        _ when type == typeof(DataRowCollection) =>
            new ElementContainer<Elements.OfTable, DataRowCollection, DataRow>(type, isCompiled),
        _ when typeof(DynamicObject).IsAssignableFrom(type) =>
            new EntryContainer<Entries.OfDynamic, DynamicObject, string, object?>(type, isCompiled),
        _ => null,
    };

    private ObjectContainer? Map(Type type)
    {
        if (Is(type, typeof(Dictionary<,>)) && type.GetGenericArguments() is var plain && Keys.AreNamed(plain[0]))
            return MapOf(type, plain, typeof(Entries.OfPlainDictionary<,>), plain);
        if (PartsOf(type, typeof(IDictionary<,>)) is { } parts && Keys.AreNamed(parts[0]))
            return MapOf(type, parts, typeof(Entries.OfDictionary<,,>), [type, .. parts]);
        if (PartsOf(type, typeof(IReadOnlyDictionary<,>)) is { } read && Keys.AreNamed(read[0]))
            return MapOf(type, read, typeof(Entries.OfReadOnly<,,>), [type, .. read]);
        if (Is(type, typeof(HashMap<,>)))
            return MapOf(type, type.GetGenericArguments(), typeof(Entries.OfHashMap<,>), type.GetGenericArguments());
        if (Is(type, typeof(Map<,>)))
            return MapOf(type, type.GetGenericArguments(), typeof(Entries.OfMap<,>), type.GetGenericArguments());
        return typeof(IDictionary).IsAssignableFrom(type)
            ? new UntypedMap(type, typeof(object), typeof(object), isCompiled)
            : null;
    }

    private ObjectContainer? List(Type type)
    {
        if (type.IsArray)
            return type.IsSZArray ? ListOf(type, type.GetElementType()!, typeof(Elements.OfArray<>), []) : null;
        if (Is(type, typeof(List<>)))
            return ListOf(type, type.GetGenericArguments()[0], typeof(Elements.OfPlainList<>), []);
        if (PartsOf(type, typeof(IList<>)) is [var part]) return ListOf(type, part, typeof(Elements.OfList<,>), [type]);
        if (PartsOf(type, typeof(IReadOnlyList<>)) is [var read])
            return ListOf(type, read, typeof(Elements.OfReadOnly<,>), [type]);
        if (Is(type, typeof(Seq<>)))
            return ListOf(type, type.GetGenericArguments()[0], typeof(Elements.OfSeq<>), []);
        return typeof(IList).IsAssignableFrom(type) ? new UntypedList(type, typeof(object), isCompiled) : null;
    }

    private ObjectContainer MapOf(Type type, Type[] parts, Type entries, Type[] arguments) =>
        !isCompiled && typeof(IDictionary).IsAssignableFrom(type)
            ? new UntypedMap(type, parts[0], parts[1], isCompiled)
            : Generic.Make<ObjectContainer>(
                typeof(EntryContainer<,,,>), [Generic.Of(entries, arguments), type, .. parts], type, isCompiled);

    private ObjectContainer ListOf(Type type, Type part, Type elements, Type[] list) =>
        !isCompiled && typeof(IList).IsAssignableFrom(type)
            ? new UntypedList(type, part, isCompiled)
            : Generic.Make<ObjectContainer>(
                typeof(ElementContainer<,,>), [Generic.Of(elements, [.. list, part]), type, part], type, isCompiled);

    /// <summary>What a collection holds by an interface of it; where it has several such, by the first.</summary>
    private static Type[]? PartsOf(Type type, Type kind) =>
        type.GetInterfaces().FirstOrDefault(it => Is(it, kind))?.GetGenericArguments();

    private static bool Is(Type type, Type kind) => type.IsGenericType && type.GetGenericTypeDefinition() == kind;
}
