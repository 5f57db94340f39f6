using System.Collections.Frozen;
using System.Collections.Immutable;
using Timeline.Collections;

namespace Timeline.Isolation;

/// <summary>How collections that never change are built again of copies, if they hold what can change.</summary>
internal static class UnchangingCollections
{
    internal const string KeysChange = "its keys can change, and it cannot be built again before they are whole";

    internal static object ImmutableArray<T>() => Rebuilt.Of<ImmutableArray<T>, T>(
        it => it.IsDefault ? [] : it, (_, all) => [.. all]);

    internal static object ImmutableList<T>() => Rebuilt.Of<ImmutableList<T>, T>(it => it, (_, all) => [.. all]);

    internal static object ImmutableQueue<T>() => Rebuilt.Of<ImmutableQueue<T>, T>(it => it, (_, all) => [.. all]);

    internal static object ImmutableStack<T>() => Rebuilt.Of<ImmutableStack<T>, T>(
        it => it, (_, all) => System.Collections.Immutable.ImmutableStack.CreateRange(all.AsEnumerable().Reverse()));

    internal static object ImmutableHashSet<T>() => Rebuilt.Of<ImmutableHashSet<T>, T>(
        it => it, (it, all) => it.Clear().Union(all), Part<T>.IsSame);

    internal static object ImmutableSortedSet<T>() => Rebuilt.Of<ImmutableSortedSet<T>, T>(
        it => it, (it, all) => it.Clear().Union(all), Part<T>.IsSame);

    internal static object FrozenSet<T>() => Rebuilt.Of<FrozenSet<T>, T>(
        it => it, (it, all) => all.ToFrozenSet(it.Comparer), Part<T>.IsSame);

    // Cleared first: setting a value that is equal to the one there is changes nothing.
    internal static object ImmutableDictionary<TKey, TValue>()
        where TKey : notnull => Rebuilt.Of<ImmutableDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(
            it => it, (it, all) => it.Clear().AddRange(all), IsSame);

    internal static object ImmutableSortedDictionary<TKey, TValue>()
        where TKey : notnull => Rebuilt.Of<ImmutableSortedDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(
            it => it, (it, all) => it.Clear().AddRange(all), IsSame);

    internal static object FrozenDictionary<TKey, TValue>()
        where TKey : notnull => Rebuilt.Of<FrozenDictionary<TKey, TValue>, KeyValuePair<TKey, TValue>>(
            it => it, (it, all) => all.ToFrozenDictionary(it.Comparer), IsSame);

    internal static object PersistentList<T>() => Rebuilt.Of<PersistentList<T>, T>(
        it => it, (_, all) => Timeline.Collections.PersistentList<T>.From(all));

    internal static object PersistentMap<TKey, TValue>()
        where TKey : notnull => Rebuilt.Of<PersistentMap<TKey, TValue>, KeyValuePair<TKey, TValue>>(
            it => it, (_, all) => Timeline.Collections.PersistentMap<TKey, TValue>.From(all), IsSame);

    internal static object Lst<T>() => Rebuilt.Of<LanguageExt.Lst<T>, T>(
        it => it, (_, all) => new LanguageExt.Lst<T>(all));

    internal static object Arr<T>() => Rebuilt.Of<LanguageExt.Arr<T>, T>(
        it => it, (_, all) => new LanguageExt.Arr<T>(all));

    internal static object Set<T>() => Rebuilt.Of<LanguageExt.Set<T>, T>(
        it => it, (_, all) => new LanguageExt.Set<T>(all), Part<T>.IsSame);

    internal static object HashSet<T>() => Rebuilt.Of<LanguageExt.HashSet<T>, T>(
        it => it, (_, all) => LanguageExt.Prelude.toHashSet(all), Part<T>.IsSame);

    internal static object Map<TKey, TValue>() => Rebuilt.Of<LanguageExt.Map<TKey, TValue>, (TKey Key, TValue Value)>(
        it => it, (_, all) => LanguageExt.Prelude.toMap(all), IsSame);

    internal static object HashMap<TKey, TValue>() =>
        Rebuilt.Of<LanguageExt.HashMap<TKey, TValue>, (TKey Key, TValue Value)>(
            it => it, (_, all) => LanguageExt.Prelude.toHashMap(all), IsSame);

    private static bool IsSame<TKey, TValue>(KeyValuePair<TKey, TValue> one, KeyValuePair<TKey, TValue> other) =>
        Part<TKey>.IsSame(one.Key, other.Key);

    private static bool IsSame<TKey, TValue>((TKey Key, TValue Value) one, (TKey Key, TValue Value) other) =>
        Part<TKey>.IsSame(one.Key, other.Key);
}
