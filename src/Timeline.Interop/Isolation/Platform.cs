using System.Collections;
using System.Collections.ObjectModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Timeline.Isolation;

/// <summary>What is known of the platform's own types: which of them are copied field by field.</summary>
internal static class Platform
{
    // A type in one of these is copied as its fields are, and so is one that derives from it.
    private static readonly HashSet<Type> ByFields =
    [
        typeof(object), typeof(ValueType), typeof(EventArgs), typeof(Nullable<>), typeof(KeyValuePair<,>),
        typeof(ArraySegment<>), typeof(Memory<>), typeof(ReadOnlyMemory<>), typeof(Collection<>),
        typeof(KeyedCollection<,>), typeof(ObservableCollection<>), typeof(ReadOnlyCollection<>),
        typeof(ReadOnlyDictionary<,>), typeof(List<>), typeof(JsonElement),
    ];

    // These as well, as long as hash codes stay what they are.
    private static readonly HashSet<Type> Hashed = [typeof(Dictionary<,>), typeof(HashSet<>)];

    // Made anew when asked for.
    private static readonly HashSet<(Type Owner, string Field)> Caches =
    [
        (typeof(ObservableCollection<>), "_monitor"), (typeof(ReadOnlyDictionary<,>), "_keys"),
        (typeof(ReadOnlyDictionary<,>), "_values"),
    ];

    private static readonly HashSet<Type> Comparers =
    [
        typeof(IComparer), typeof(IEqualityComparer), typeof(IComparer<>), typeof(IEqualityComparer<>),
        typeof(Comparer<>), typeof(EqualityComparer<>), typeof(StringComparer),
    ];

    internal static bool Owns(Type type) => IsWithin(type, "System") || (IsWithin(type, "Microsoft")
        && !IsWithin(type, "Microsoft.FSharp"));

    /// <summary>The nearest type of the platform that a type is or derives from.</summary>
    internal static Type Base(Type type)
    {
        var it = type;
        while (!Owns(it)) it = it.BaseType ?? typeof(object);
        return it;
    }

    /// <summary>Whether a type of the platform is copied field by field.</summary>
    internal static bool IsByFields(Type type)
    {
        var definition = DefinitionOf(type);
        return ByFields.Contains(definition) || typeof(ITuple).IsAssignableFrom(type)
            || (Hashed.Contains(definition) && Unchanging.IsKeptAsDeclared(type.GetGenericArguments()[0]))
            || (type.DeclaringType is { } owner && (ByFields.Contains(owner) || Hashed.Contains(owner)));
    }

    /// <summary>Whether objects of a type of the platform, as far as it goes, never change.</summary>
    internal static bool IsFirm(Type type) => type == typeof(object) || type == typeof(ValueType)
        || type == typeof(EventArgs) || typeof(ITuple).IsAssignableFrom(type)
        || DefinitionOf(type) is var it && (it == typeof(Nullable<>) || it == typeof(KeyValuePair<,>));

    /// <summary>Whether a type is one of what the platform has for comparing.</summary>
    internal static bool IsComparing(Type type) => Owns(type)
        && (typeof(IEqualityComparer).IsAssignableFrom(type) || typeof(IComparer).IsAssignableFrom(type));

    /// <summary>Whether fields of a type say nothing of what it holds: what is really there decides.</summary>
    internal static bool IsOpaque(Type type) => type.IsInterface || Owns(type) && type.IsAbstract
        || type == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(type) || type == typeof(StringBuilder)
        || type == typeof(BitArray);

    internal static bool IsCache(FieldInfo field) =>
        Caches.Contains((DefinitionOf(field.DeclaringType!), field.Name));

    internal static bool IsComparer(Type type) => Comparers.Contains(DefinitionOf(type));

    internal static Type DefinitionOf(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static bool IsWithin(Type type, string space) => type.Namespace is { } name
        && name.StartsWith(space, StringComparison.Ordinal)
        && (name.Length == space.Length || name[space.Length] == '.');
}
