using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>As <see cref="MappingView"/>, with the types of keys and values.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
internal sealed class MappingView<TKey, TValue>(ObjectTree tree, JsonTypeInfo contract)
    : MappingView(tree, contract, typeof(TKey), typeof(TValue))
    where TKey : notnull
{
    private readonly KeyNames<TKey> _names = new(tree);

    private Likeness<TValue> Quick => field ??= LikenessOf.View<TValue>(Item.View);

    private IEqualityComparer<TValue> Alike => field ??=
        EqualityComparer<TValue>.Create((left, right) => Quick.AreSurelyAlike(left, right), _ => 0);

    /// <summary>Keys by how they are written: those that a map takes for the same may have different names.</summary>
    private IEqualityComparer<TKey> NamedAlike => field ??= EqualityComparer<TKey>.Create(
        (left, right) => (!typeof(TKey).IsValueType && ReferenceEquals(left, right))
            || _names.Of(left!) == _names.Of(right!),
        key => _names.Of(key).GetHashCode(StringComparison.Ordinal));

    internal override Value Project(TreeWalk walk, object seen)
    {
        var map = new Value.Map.Builder();
        foreach (var (key, value) in EntriesOf(seen))
        {
            var name = _names.Of(key);
            if (!map.TryAdd(name, walk.Project(new PathSegment(name), Item, value)))
                throw new ObjectFault(Type, $"two of its keys are written '{name}'");
        }

        return map.ToMap();
    }

    internal override IEnumerable<EntryPair> Differences(TreeWalk walk, object left, object right)
    {
        var areNamesTold = MapKeysOf<TKey, TValue>.AreNamesTold(left) && MapKeysOf<TKey, TValue>.AreNamesTold(right);
        if (left is PersistentMap<TKey, TValue> before && right is PersistentMap<TKey, TValue> after)
            return Differences(walk, before, after, areNamesTold ? null : NamedAlike);
        return areNamesTold
            ? Gone(walk, left, right).Concat(Added(walk, left, right))
            : ByName(walk, left, right);
    }

    internal override IEnumerable<KeyValuePair<string, object?>> Entries(object seen) =>
        EntriesOf(seen).Select(entry => KeyValuePair.Create(_names.Of(entry.Key), (object?)entry.Value));

    internal override MappingEdit Edit(object seen)
    {
        if (KeptEntries<TKey, TValue>.Knows(seen)) return new KeptEntries<TKey, TValue>(_names, seen);
        var areNamesTold = MapKeysOf<TKey, TValue>.AreNamesTold(seen);
        if (CopiedEntries<TKey, TValue>.TryOf(_names, areNamesTold, seen) is { } copied) return copied;
        var entries = new Dictionary<TKey, TValue>(EntriesOf(seen));
        return new CopiedEntries<TKey, TValue>(_names, areNamesTold, entries, () => Of([.. entries]));
    }

    internal override object Make(IReadOnlyList<KeyValuePair<string, object?>> entries) =>
        Of([.. entries.Select(entry => KeyValuePair.Create(_names.Read(entry.Key), (TValue)entry.Value!))]);

    private object Of(KeyValuePair<TKey, TValue>[] pairs)
    {
        if (MadeMapping.TryOf(Type, pairs) is { } made) return made;
        return Rewritten(new Dictionary<TKey, TValue>(pairs));
    }

    internal static IEnumerable<KeyValuePair<TKey, TValue>> EntriesOf(object seen) => seen switch
    {
        IEnumerable<KeyValuePair<TKey, TValue>> pairs => pairs,
        IEnumerable<(TKey Key, TValue Value)> tuples => tuples.Select(it => KeyValuePair.Create(it.Key, it.Value)),
        _ => throw new ObjectFault(seen.GetType(), "its entries cannot be enumerated"),
    };

    internal static bool TryGet(object seen, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        switch (seen)
        {
            case IReadOnlyDictionary<TKey, TValue> map:
                return map.TryGetValue(key, out value);
            case IDictionary<TKey, TValue> map:
                return map.TryGetValue(key, out value);
            case LanguageExt.HashMap<TKey, TValue> map:
                value = map.Find(key).MatchUnsafe(found => found, () => default!);
                return map.ContainsKey(key);
            case LanguageExt.Map<TKey, TValue> map:
                value = map.Find(key).MatchUnsafe(found => found, () => default!);
                return map.ContainsKey(key);
            default:
                throw new ObjectFault(seen.GetType(), "no key can be looked up in it");
        }
    }

    /// <summary>As they are written: two keys that a map takes for the same may have different names.</summary>
    private IEnumerable<EntryPair> ByName(TreeWalk walk, object left, object right)
    {
        var (had, has) = (Named(left), Named(right));
        foreach (var (name, value) in had)
        {
            var stays = has.TryGetValue(name, out var other);
            var step = new PathSegment(name);
            if (stays ? !walk.AreSame(step, Item, value, other) : !Ignores(walk, step))
                yield return new EntryPair(name, true, value, stays, other);
        }

        foreach (var (name, value) in has)
        {
            if (!had.ContainsKey(name) && !Ignores(walk, new PathSegment(name)))
                yield return new EntryPair(name, false, null, true, value);
        }
    }

    private Dictionary<string, TValue> Named(object seen)
    {
        var named = new Dictionary<string, TValue>();
        foreach (var (key, value) in EntriesOf(seen))
        {
            var name = _names.Of(key);
            if (!named.TryAdd(name, value)) throw new ObjectFault(Type, $"two of its keys are written '{name}'");
        }

        return named;
    }

    private IEnumerable<EntryPair> Gone(TreeWalk walk, object left, object right)
    {
        foreach (var (key, value) in EntriesOf(left))
        {
            var stays = TryGet(right, key, out var other);
            if (stays ? !AreSame(walk, key, value, other) : !Ignores(walk, key))
                yield return new EntryPair(_names.Of(key), true, value, stays, other);
        }
    }

    private IEnumerable<EntryPair> Added(TreeWalk walk, object left, object right)
    {
        foreach (var (key, value) in EntriesOf(right))
        {
            if (!TryGet(left, key, out _) && !Ignores(walk, key))
                yield return new EntryPair(_names.Of(key), false, null, true, value);
        }
    }

    private IEnumerable<EntryPair> Differences(
        TreeWalk walk,
        PersistentMap<TKey, TValue> before,
        PersistentMap<TKey, TValue> after,
        IEqualityComparer<TKey>? keys)
    {
        // Values may be equal and yet be written otherwise.
        foreach (var change in before.Diff(after, Alike, keys))
        {
            var (had, left) = change is MapChange<TKey, TValue>.Removed removed ? (true, removed.Before)
                : change is MapChange<TKey, TValue>.Replaced old ? (true, old.Before)
                : (false, default(TValue));
            var (has, right) = change is MapChange<TKey, TValue>.Added added ? (true, added.After)
                : change is MapChange<TKey, TValue>.Replaced came ? (true, came.After)
                : (false, default(TValue));
            if (had && has ? !AreSame(walk, change.Key, left, right) : !Ignores(walk, change.Key))
                yield return new EntryPair(_names.Of(change.Key), had, left, has, right);
        }
    }

    private bool Ignores(TreeWalk walk, TKey key) =>
        walk.Leniency is not null && Ignores(walk, new PathSegment(_names.Of(key)));

    private static bool Ignores(TreeWalk walk, PathSegment step) => walk.Leniency is not null && walk.Ignores(step);

    private bool AreSame(TreeWalk walk, TKey key, TValue? left, TValue? right)
    {
        if (!typeof(TValue).IsValueType && ReferenceEquals(left, right)) return true;
        return Quick.Settle(walk, left, right)
            ?? walk.AreSame(new PathSegment(_names.Of(key)), Item, left, right);
    }
}
