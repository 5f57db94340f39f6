using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Objects;

/// <summary>Makes lists and sets of the kinds that are known, without going through text.</summary>
internal static class MadeSequence
{
    internal static object? TryOf<T>(Type type, T[] elements)
    {
        if (type == typeof(T[])) return elements;
        if (!type.IsGenericType) return null;
        var kind = type.GetGenericTypeDefinition();
        return kind == typeof(ImmutableArray<>) ? ImmutableArray.Create(elements)
            : kind == typeof(ImmutableList<>) || kind == typeof(IImmutableList<>) ? ImmutableList.Create(elements)
            : kind == typeof(PersistentList<>) ? PersistentList<T>.From(elements)
            : kind == typeof(Seq<>) ? Prelude.Seq((IEnumerable<T>)elements)
            : kind == typeof(Lst<>) ? Prelude.toList(elements)
            : kind == typeof(Arr<>) ? Prelude.toArray(elements)
            : kind == typeof(Set<>) ? Prelude.toSet(elements)
            : kind == typeof(LanguageExt.HashSet<>) ? Prelude.toHashSet(elements)
            : kind == typeof(ImmutableHashSet<>) || kind == typeof(IImmutableSet<>) ? ImmutableHashSet.Create(elements)
            : kind == typeof(ImmutableSortedSet<>) ? ImmutableSortedSet.Create(elements)
            : kind == typeof(Stack<>) ? new Stack<T>(elements.Reverse())
            : kind == typeof(ConcurrentStack<>) ? new ConcurrentStack<T>(elements.Reverse())
            : kind == typeof(ImmutableStack<>) || kind == typeof(IImmutableStack<>)
                ? ImmutableStack.CreateRange(elements.Reverse())
            : kind == typeof(ReadOnlyCollection<>) ? new ReadOnlyCollection<T>(elements)
            : kind == typeof(FrozenSet<>) ? elements.ToFrozenSet()
            : type.IsAssignableFrom(typeof(List<T>)) ? new List<T>(elements)
            : type.IsAssignableFrom(typeof(System.Collections.Generic.HashSet<T>))
                ? new System.Collections.Generic.HashSet<T>(elements)
            : (object?)null;
    }
}
