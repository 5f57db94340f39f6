using System.Diagnostics.CodeAnalysis;
using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Crdts;

/// <summary>
/// Under which key of a map each dot is held, so that what a small state takes away is found without a look at every
/// key.
/// </summary>
internal sealed class DotKeys<TKey>
    where TKey : notnull
{
    // Null where a dot is held under two keys, which only a state has that somebody forged.
    private readonly PersistentMap<Dot, TKey>? _keys;

    private DotKeys(PersistentMap<Dot, TKey>? keys) => _keys = keys;

    /// <summary>Whether every dot is held under one key, so that looking it up tells all.</summary>
    internal bool AreUnique => _keys is not null;

    internal static DotKeys<TKey> Of(IEnumerable<KeyValuePair<Dot, TKey>> held)
    {
        var pairs = held.ToArray();
        var keys = PersistentMap<Dot, TKey>.From(pairs);
        return new DotKeys<TKey>(keys.Count == pairs.Length ? keys : null);
    }

    internal bool TryFind(Dot dot, [MaybeNullWhen(false)] out TKey key) => _keys!.TryGetValue(dot, out key);

    /// <summary>The keys after some dots went and others came.</summary>
    internal DotKeys<TKey> After(IEnumerable<Dot> gone, IEnumerable<KeyValuePair<Dot, TKey>> come)
    {
        if (_keys is null)
            return this;
        var keys = _keys.ToBuilder();
        foreach (var dot in gone)
            _ = keys.Remove(dot);
        foreach (var (dot, key) in come)
        {
            if (keys.TryGetValue(dot, out var other) && !EqualityComparer<TKey>.Default.Equals(other, key))
                return new DotKeys<TKey>(null);
            keys.Set(dot, key);
        }
        return new DotKeys<TKey>(keys.ToMap());
    }
}
