using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Timeline.Values;

namespace Timeline.Namespaces;

public sealed partial class WatchedNamespace : IDictionary<string, object?>
{
    /// <summary>How many keys there are.</summary>
    public int Count => Snapshot().Count;

    /// <summary>The keys at one moment, in the order of their creation.</summary>
    public ICollection<string> Keys => [.. Snapshot().Keys];

    /// <summary>The values at one moment, in the order of the keys.</summary>
    public ICollection<object?> Values => [.. Snapshot().Values];

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => false;

    /// <summary>The value of a key. Setting it is <see cref="Set"/> without a label.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyNotFoundException">There is no such key; the message suggests some that are
    /// near.</exception>
    /// <exception cref="Watching.VariableFrozenException">It was set, and the whole or the key is frozen.</exception>
    /// <exception cref="Admission.ValueRejectedException">It was set to what a rule refuses.</exception>
    public object? this[string key]
    {
        get => Snapshot()[key];
        set => _ = Set(key, value);
    }

    /// <summary>All keys and values at one moment. O(1): nothing is copied.</summary>
    /// <returns>The content.</returns>
    public NamespaceSnapshot Snapshot() => Whole.Value;

    /// <summary>The value of a key, typed.</summary>
    /// <typeparam name="T">The type, or a base of it.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The value; a copy if it is mutable.</returns>
    /// <exception cref="KeyNotFoundException">There is no such key; the message suggests some that are
    /// near.</exception>
    /// <exception cref="InvalidCastException">The value is of another type; the message names both.</exception>
    public T Get<T>(string key) => Snapshot().Get<T>(key);

    /// <summary>Finds the value of a key, if it is of a type.</summary>
    /// <typeparam name="T">The type, or a base of it.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, if the key is there and it is of the type.</param>
    /// <returns>Whether it is.</returns>
    public bool TryGet<T>(string key, [MaybeNullWhen(false)] out T value) => Snapshot().TryGet(key, out value);

    /// <summary>Finds the value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, if the key is there.</param>
    /// <returns>Whether it is.</returns>
    public bool TryGetValue(string key, out object? value) => Snapshot().TryGetValue(key, out value);

    /// <summary>Whether a key is there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it is.</returns>
    public bool ContainsKey(string key) => Snapshot().ContainsKey(key);

    /// <summary>What stands at a path: a key, and from there into its value.</summary>
    /// <param name="path">The path, as of <see cref="NamespaceSnapshot.Find(string, Objects.ObjectTree?)"/>.</param>
    /// <returns>What stands there, as a value.</returns>
    /// <exception cref="ArgumentException">The text is no path, or names no key.</exception>
    /// <exception cref="KeyNotFoundException">Nothing stands there; the message suggests names that are
    /// near.</exception>
    /// <exception cref="TimelineException">The value cannot be looked into; the error names type and path.</exception>
    public Value Find(string path) => Snapshot().Find(path, _options.Comparison?.Tree);

    /// <summary>What stands at a path, as an object.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="path">The path.</param>
    /// <returns>What stands there.</returns>
    /// <exception cref="ArgumentException">The text is no path, or names no key.</exception>
    /// <exception cref="KeyNotFoundException">Nothing stands there; the message suggests names that are
    /// near.</exception>
    /// <exception cref="TimelineException">The value cannot be looked into, or no T be made of what stands
    /// there.</exception>
    public T Find<T>(string path) => Snapshot().Find<T>(path, _options.Comparison?.Tree);

    /// <summary>Keys as members: <c>d.port = 80</c>, <c>d.port</c>, and into dictionaries
    /// <c>d.servers.eu</c>.</summary>
    /// <returns>The keys, read and set by whatever name is written, as <see cref="this[string]"/> does.</returns>
    /// <remarks>
    /// For scripts and small programs: names are checked when they run. A program that is trimmed or compiled ahead of
    /// time says the keys as texts instead.
    /// </remarks>
    [RequiresUnreferencedCode("Names are bound at run time; use the indexer, Get and Set instead.")]
    [RequiresDynamicCode("Names are bound at run time; use the indexer, Get and Set instead.")]
    public dynamic AsDynamic() => new DynamicNamespace(this);

    /// <summary>Keys and values at one moment, in the order in which the keys were created.</summary>
    /// <returns>The entries.</returns>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void IDictionary<string, object?>.Add(string key, object? value) => _ = Add(key, value);

    bool IDictionary<string, object?>.Remove(string key) => Remove(key);

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) =>
        _ = Add(item.Key, item.Value);

    void ICollection<KeyValuePair<string, object?>>.Clear() => _ = Clear();

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        Has(Snapshot(), item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        Snapshot().ToList().CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item)
    {
        var isThere = false;
        _ = Whole.Update(
            now => (isThere = Has(now, item)) ? now.Remove(item.Key) : now,
            null,
            () => $"removed {item.Key}",
            "changed");
        return isThere;
    }

    private static bool Has(NamespaceSnapshot content, KeyValuePair<string, object?> item) =>
        content.TryGetValue(item.Key, out var value) && Equals(value, item.Value);
}
