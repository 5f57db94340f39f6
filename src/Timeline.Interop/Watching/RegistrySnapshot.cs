using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Timeline.Watching;

/// <summary>The values of all variables of a registry at one moment, in the order of registration.</summary>
/// <remarks>
/// A mutable value is copied each time it is asked for. Immutable and safe to share between threads; it holds on to the
/// versions it shows and to nothing else that would end.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "What it is goes before what it is held in.")]
public sealed class RegistrySnapshot : IReadOnlyDictionary<string, object?>
{
    private readonly OrderedDictionary<string, SnapshotEntry> _entries;

    internal RegistrySnapshot(IEnumerable<SnapshotEntry> entries)
    {
        _entries = new(StringComparer.Ordinal);
        foreach (var entry in entries) _entries.Add(entry.Variable.Name, entry);
    }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<object?> Values => _entries.Values.Select(entry => entry.Value);

    /// <summary>The value of a variable.</summary>
    /// <param name="key">The name of the variable.</param>
    /// <returns>The value, boxed if need be.</returns>
    /// <exception cref="KeyNotFoundException">No variable of that name was there.</exception>
    public object? this[string key] => Find(key).Value;

    /// <summary>The value of a variable, typed.</summary>
    /// <typeparam name="T">The type it is watched under.</typeparam>
    /// <param name="name">The name of the variable.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">No variable of that name was there.</exception>
    /// <exception cref="InvalidCastException">It is watched under another type; the message names both.</exception>
    public T Get<T>(string name) => Find(name) is var entry && entry is SnapshotEntry<T> typed
        ? typed.TypedValue
        : throw Naming.OtherType<T>(entry.Variable);

    /// <summary>The index of the version that a variable had.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <returns>The index.</returns>
    /// <exception cref="KeyNotFoundException">No variable of that name was there.</exception>
    public int IndexOf(string name) => Find(name).Index;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out object? value)
    {
        var isThere = _entries.TryGetValue(key, out var entry);
        value = entry?.Value;
        return isThere;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _entries
        .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The same variables as they were at an earlier time; those not yet there are left out.</summary>
    internal RegistrySnapshot AsOf(DateTimeOffset time) =>
        new(_entries.Values.Select(entry => entry.AsOf(time)).OfType<SnapshotEntry>());

    private SnapshotEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _entries.TryGetValue(name, out var entry) ? entry : throw Naming.Unknown(name, _entries.Keys);
    }
}
