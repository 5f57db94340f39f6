using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Namespaces;

/// <summary>All keys of a namespace and their values at one version, in the order in which the keys were
/// created.</summary>
/// <remarks>
/// Taking one copies nothing: it is what the namespace itself is kept as, and two versions share all but what changed.
/// A mutable value is copied each time it is asked for. Looking a key up costs O(log n); the first enumeration
/// O(n log n). Immutable and safe to share between threads.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "What it is goes before what it is held in.")]
public sealed class NamespaceSnapshot : IReadOnlyDictionary<string, object?>
{
    /// <summary>How far apart keys are placed, so that one that was read can go in between.</summary>
    internal const long Spacing = 1L << 32;

    private readonly PersistentMap<string, KeyState> _states;

    // The place of the next key.
    private readonly long _created;
    private KeyValuePair<string, KeyState>[]? _ordered;

    private NamespaceSnapshot(PersistentMap<string, KeyState> states, long created) =>
        (_states, _created) = (states, created);

    /// <summary>The content of a namespace without a key.</summary>
    public static NamespaceSnapshot Empty { get; } = new([], 0);

    /// <inheritdoc/>
    public int Count => _states.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => Ordered.Select(entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<object?> Values => Ordered.Select(entry => entry.Value.Value);

    /// <summary>The states of the keys, in order.</summary>
    internal IReadOnlyList<KeyValuePair<string, KeyState>> States => Ordered;

    private KeyValuePair<string, KeyState>[] Ordered =>
        _ordered ??= [.. _states.OrderBy(entry => entry.Value.Place)];

    /// <summary>The value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value, boxed if need be.</returns>
    /// <exception cref="KeyNotFoundException">There is no such key; the message suggests some that are
    /// near.</exception>
    public object? this[string key] => Demand(key).Value;

    /// <summary>The value of a key, typed.</summary>
    /// <typeparam name="T">The type, or a base of it.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">There is no such key; the message suggests some that are
    /// near.</exception>
    /// <exception cref="InvalidCastException">The value is of another type; the message names both.</exception>
    public T Get<T>(string key) => Demand(key) is var state && state.TryGet<T>(out var value)
        ? value
        : throw state.OtherType<T>($"'{key}'");

    /// <summary>Finds the value of a key, if it is of a type.</summary>
    /// <typeparam name="T">The type, or a base of it.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, if the key is there and it is of the type.</param>
    /// <returns>Whether it is.</returns>
    public bool TryGet<T>(string key, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return Find(key) is { } state && state.TryGet(out value);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _states.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out object? value)
    {
        var state = Find(key);
        value = state?.Value;
        return state is not null;
    }

    /// <summary>What stands at a path: a key, and from there into its value.</summary>
    /// <param name="path">
    /// The path: <c>servers.eu[0].port</c> or <c>/servers/eu/0/port</c>; a key with a dot in it as <c>["a.b"]</c> or by
    /// the second form.
    /// </param>
    /// <param name="tree">How values are looked into; null for the default.</param>
    /// <returns>What stands there, as a value.</returns>
    /// <exception cref="ArgumentException">The text is no path, or names no key.</exception>
    /// <exception cref="KeyNotFoundException">Nothing stands there; the message suggests names that are
    /// near.</exception>
    /// <exception cref="TimelineException">The value cannot be looked into; the error names type and path.</exception>
    public Value Find(string path, ObjectTree? tree = null) => KeyPath.Find(this, path, tree ?? ObjectTree.Default);

    /// <summary>What stands at a path, as an object.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="path">The path, as of <see cref="Find(string, ObjectTree?)"/>.</param>
    /// <param name="tree">How values are looked into; null for the default.</param>
    /// <returns>What stands there.</returns>
    /// <exception cref="ArgumentException">The text is no path, or names no key.</exception>
    /// <exception cref="KeyNotFoundException">Nothing stands there; the message suggests names that are
    /// near.</exception>
    /// <exception cref="TimelineException">The value cannot be looked into, or no T be made of what stands
    /// there.</exception>
    public T Find<T>(string path, ObjectTree? tree = null) =>
        TimelineException.Unwrap((tree ?? ObjectTree.Default).FromValue<T>(Find(path, tree)));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        Ordered.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>How many keys there are.</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() => FormattableString.Invariant($"{Count} keys");

    internal KeyState? Find(string key) => _states.TryGetValue(key, out var state) ? state : null;

    internal KeyState Demand(string key) =>
        Find(key) ?? throw KeyPath.Missing($"there is no key '{key}'", key, _states.Keys);

    /// <summary>What changed from here to another content; only what is not shared is looked at.</summary>
    internal IReadOnlyList<MapChange<string, KeyState>> Diff(NamespaceSnapshot after) => _states.Diff(after._states);

    /// <summary>The content with another state of a key, which keeps its place or gets the last one.</summary>
    internal NamespaceSnapshot Set(string key, KeyState state) => Find(key) is { } known
        ? new(_states.Set(key, state.At(known.Place)), _created)
        : new(_states.Set(key, state.At(_created)), _created + Spacing);

    /// <summary>The content with a key in a place of its own.</summary>
    internal NamespaceSnapshot Put(string key, KeyState state, long place) =>
        new(_states.Set(key, state.At(place)), _created);

    internal NamespaceSnapshot Remove(string key) =>
        ContainsKey(key) ? new(_states.Remove(key), _created) : this;

    internal NamespaceSnapshot Clear() => Count == 0 ? this : new([], _created);

    /// <summary>The contents of both that differ, key by key: what comparing them in full comes to.</summary>
    internal (IReadOnlyDictionary<string, object?> Before, IReadOnlyDictionary<string, object?> After) Differing(
        NamespaceSnapshot after)
    {
        string[] keys = [.. Diff(after).Select(change => change.Key).Order(StringComparer.Ordinal)];
        return (Only(keys), after.Only(keys));
    }

    private Dictionary<string, object?> Only(string[] keys) => keys.Where(ContainsKey)
        .ToDictionary(key => key, key => this[key], StringComparer.Ordinal);
}
