using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Timeline.Collections;

namespace Timeline.Objects;

/// <summary>A map whose versions share with each other: each change gives the next.</summary>
internal sealed class KeptEntries<TKey, TValue>(KeyNames<TKey> names, object seen) : MappingEdit<TKey, TValue>(names)
    where TKey : notnull
{
    private object _map = seen;

    internal static bool Knows(object seen) => seen is PersistentMap<TKey, TValue>
        or IImmutableDictionary<TKey, TValue> or LanguageExt.HashMap<TKey, TValue> or LanguageExt.Map<TKey, TValue>;

    internal override object Made() => _map;

    private protected override bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) =>
        MappingView<TKey, TValue>.TryGet(_map, key, out value);

    private protected override bool IsNameOf(string name, TKey key) =>
        base.IsNameOf(name, _map is IImmutableDictionary<TKey, TValue> map && map.TryGetKey(key, out var held)
            ? held
            : key);

    // An equal value may be written otherwise, and some maps would keep the one they have.
    private protected override void Put(string name, TKey key, TValue value) => _map = _map switch
    {
        PersistentMap<TKey, TValue> map => map.Remove(key).Set(key, value),
        IImmutableDictionary<TKey, TValue> map => map.Remove(key).Add(key, value),
        LanguageExt.HashMap<TKey, TValue> map => map.AddOrUpdate(key, value),
        LanguageExt.Map<TKey, TValue> map => map.AddOrUpdate(key, value),
        _ => throw new UnreachableException(),
    };

    private protected override void Remove(string name, TKey key) => _map = _map switch
    {
        PersistentMap<TKey, TValue> map => map.Remove(key),
        IImmutableDictionary<TKey, TValue> map => map.Remove(key),
        LanguageExt.HashMap<TKey, TValue> map => map.Remove(key),
        LanguageExt.Map<TKey, TValue> map => map.Remove(key),
        _ => throw new UnreachableException(),
    };
}
