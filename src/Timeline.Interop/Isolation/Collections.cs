using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Timeline.Collections;
using Timeline.Objects;

namespace Timeline.Isolation;

/// <summary>The collections that are copied by what they hold, and not by how they are built.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The methods ask nothing of the types.")]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Only collections' own arguments are asked for.")]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Without dynamic code only classes come here.")]
internal static class Collections
{
    // Named for the methods that make their copiers.
    private static readonly Dictionary<Type, string> Changing = new()
    {
        [typeof(List<>)] = nameof(ChangingCollections.List),
        [typeof(Queue<>)] = nameof(ChangingCollections.Queue),
        [typeof(Stack<>)] = nameof(ChangingCollections.Stack),
        [typeof(LinkedList<>)] = nameof(ChangingCollections.LinkedList),
        [typeof(HashSet<>)] = nameof(ChangingCollections.HashSet),
        [typeof(SortedSet<>)] = nameof(ChangingCollections.SortedSet),
        [typeof(Dictionary<,>)] = nameof(ChangingCollections.Dictionary),
        [typeof(SortedDictionary<,>)] = nameof(ChangingCollections.SortedDictionary),
        [typeof(SortedList<,>)] = nameof(ChangingCollections.SortedList),
        [typeof(ConcurrentDictionary<,>)] = nameof(ChangingCollections.ConcurrentDictionary),
        [typeof(ConcurrentQueue<>)] = nameof(ChangingCollections.ConcurrentQueue),
        [typeof(JsonArray)] = nameof(ChangingCollections.JsonArray),
        [typeof(JsonObject)] = nameof(ChangingCollections.JsonObject),
    };

    private static readonly Dictionary<Type, string> Unchanged = new()
    {
        [typeof(ImmutableArray<>)] = nameof(UnchangingCollections.ImmutableArray),
        [typeof(ImmutableList<>)] = nameof(UnchangingCollections.ImmutableList),
        [typeof(ImmutableQueue<>)] = nameof(UnchangingCollections.ImmutableQueue),
        [typeof(ImmutableStack<>)] = nameof(UnchangingCollections.ImmutableStack),
        [typeof(ImmutableHashSet<>)] = nameof(UnchangingCollections.ImmutableHashSet),
        [typeof(ImmutableSortedSet<>)] = nameof(UnchangingCollections.ImmutableSortedSet),
        [typeof(ImmutableDictionary<,>)] = nameof(UnchangingCollections.ImmutableDictionary),
        [typeof(ImmutableSortedDictionary<,>)] = nameof(UnchangingCollections.ImmutableSortedDictionary),
        [typeof(FrozenSet<>)] = nameof(UnchangingCollections.FrozenSet),
        [typeof(FrozenDictionary<,>)] = nameof(UnchangingCollections.FrozenDictionary),
        [typeof(PersistentList<>)] = nameof(UnchangingCollections.PersistentList),
        [typeof(PersistentMap<,>)] = nameof(UnchangingCollections.PersistentMap),
        [typeof(LanguageExt.Lst<>)] = nameof(UnchangingCollections.Lst),
        [typeof(LanguageExt.Arr<>)] = nameof(UnchangingCollections.Arr),
        [typeof(LanguageExt.Set<>)] = nameof(UnchangingCollections.Set),
        [typeof(LanguageExt.HashSet<>)] = nameof(UnchangingCollections.HashSet),
        [typeof(LanguageExt.Map<,>)] = nameof(UnchangingCollections.Map),
        [typeof(LanguageExt.HashMap<,>)] = nameof(UnchangingCollections.HashMap),
    };

    // Those of them that are gone by their first part.
    private static readonly HashSet<Type> Keyed =
    [
        typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(ImmutableDictionary<,>),
        typeof(ImmutableSortedDictionary<,>), typeof(FrozenSet<>), typeof(FrozenDictionary<,>),
        typeof(PersistentMap<,>), typeof(LanguageExt.Set<>), typeof(LanguageExt.HashSet<>),
        typeof(LanguageExt.Map<,>), typeof(LanguageExt.HashMap<,>),
    ];

    /// <summary>Whether collections of a type never change, whatever becomes of what they hold.</summary>
    internal static bool IsUnchanging(Type type) => Unchanged.ContainsKey(DefinitionOf(type))
        || IsFSharp(type);

    internal static bool Knows(Type type) => Changing.ContainsKey(Platform.DefinitionOf(type)) || IsUnchanging(type);

    /// <summary>Why no collection of a type can be copied, whatever it holds; null if nothing is known.</summary>
    internal static string? Refusal(Type type)
    {
        if (!Keyed.Contains(DefinitionOf(type))) return null;
        var key = (FrozenOf(type) ?? type).GetGenericArguments()[0];
        return key.IsAbstract || key == typeof(object) || Unchanging.IsFirm(key)
            ? null
            : UnchangingCollections.KeysChange;
    }

    /// <summary>The copier of a collection that is an object; null if the type is no known collection.</summary>
    internal static Copier? CopierOf(Type type)
    {
        if (type.IsValueType) return null;
        if (IsFSharp(type)) return new FSharpCopier(type);
        return (Copier?)Make(type);
    }

    /// <summary>The copier of a collection that is a struct; null if the type is no known collection.</summary>
    internal static object? StructCopierOf(Type type) => Make(type);

    /// <summary>The frozen collection that a type is or derives from; the platform derives many.</summary>
    internal static Type? FrozenOf(Type type)
    {
        for (var it = type; it is not null; it = it.BaseType)
        {
            if (Platform.DefinitionOf(it) is var open
                && (open == typeof(FrozenDictionary<,>) || open == typeof(FrozenSet<>)))
            {
                return it;
            }
        }

        return null;
    }

    // What they are built of has their namespace as well.
    private static bool IsFSharp(Type type) =>
        FSharpTypes.IsCollection(type) && typeof(IEnumerable).IsAssignableFrom(type);

    private static Type DefinitionOf(Type type) => Platform.DefinitionOf(FrozenOf(type) ?? type);

    private static object? Make(Type type)
    {
        var definition = DefinitionOf(type);
        var maker = Changing.TryGetValue(definition, out var name) ? typeof(ChangingCollections)
            : Unchanged.TryGetValue(definition, out name) ? typeof(UnchangingCollections) : null;
        if (maker is null) return null;
        var parts = (FrozenOf(type) ?? type).GetGenericArguments();
        if (!RuntimeFeature.IsDynamicCodeSupported && parts.Any(it => it.IsValueType))
            throw new IsolationFault(type, "the program was compiled ahead of time without code to copy it");
        var method = maker.GetMethod(name!, BindingFlags.Static | BindingFlags.NonPublic)!;
        return (parts.Length == 0 ? method : method.MakeGenericMethod(parts)).Invoke(null, null);
    }
}
