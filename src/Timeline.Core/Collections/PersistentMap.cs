using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LanguageExt;

namespace Timeline.Collections;

/// <summary>
/// An immutable map from keys to values whose versions share what they have in common, so that two versions are
/// compared and merged in time proportional to what differs.
/// </summary>
/// <typeparam name="TKey">Keys, compared by <see cref="EqualityComparer{T}.Default"/>.</typeparam>
/// <typeparam name="TValue">
/// Values, compared by <see cref="EqualityComparer{T}.Default"/> unless a comparer is given.
/// </typeparam>
/// <remarks>
/// <para>
/// A hash-array-mapped prefix trie in canonical form, after CHAMP (Steindorfer and Vinju, OOPSLA 2015): the same
/// entries make the same shape whatever the order of edits. Unlike CHAMP, entries stand only in leaves, several to a
/// leaf and in the order of their hashes, and the branches above have fixed width.
/// </para>
/// <para>
/// Law: a change that changes nothing returns the same reference. Getting, setting and removing cost O(log n).
/// The order of enumeration is that of the hashes: unspecified, and for text, numbers of 64 bits and <see
/// cref="Guid"/> different in every process: their hash is seeded, so that nobody outside can choose keys that collide.
/// Keys of other types have the hash that their type gives; n of them that have one hash cost O(n²). Immutable, so any
/// number of threads may read it.
/// </para>
/// </remarks>
[CollectionBuilder(typeof(PersistentMap), nameof(PersistentMap.Create))]
[DebuggerDisplay("Count = {Count}")]
public sealed partial class PersistentMap<TKey, TValue>
    : IReadOnlyDictionary<TKey, TValue>, IEquatable<PersistentMap<TKey, TValue>>
    where TKey : notnull
{
    // Stands before Empty, which is made of it.
    internal static readonly Entry[] NoEntries = [];

    private readonly object _root;
    private readonly int _count;

    private PersistentMap(object root, int count)
    {
        _root = root;
        _count = count;
    }

    /// <summary>The map without entries.</summary>
    public static PersistentMap<TKey, TValue> Empty { get; } = new(NoEntries, 0);

    /// <summary>Makes a map of pairs; of pairs with equal keys the last one counts.</summary>
    /// <param name="pairs">The pairs, in any order.</param>
    /// <returns>The map.</returns>
    /// <remarks>O(n), and several times faster than setting the pairs one by one.</remarks>
    public static PersistentMap<TKey, TValue> From(IEnumerable<KeyValuePair<TKey, TValue>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return pairs as PersistentMap<TKey, TValue> ?? FromSpan(Spanned(pairs));
    }

    /// <summary>Makes a map of pairs; of pairs with equal keys the last one counts.</summary>
    /// <param name="pairs">The pairs, in any order.</param>
    /// <returns>The map.</returns>
    public static PersistentMap<TKey, TValue> From(params ReadOnlySpan<KeyValuePair<TKey, TValue>> pairs) =>
        FromSpan(pairs);

    /// <summary>How many entries there are.</summary>
    public int Count => _count;

    /// <summary>Whether there are no entries.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The keys, in the order of enumeration.</summary>
    public IEnumerable<TKey> Keys
    {
        get
        {
            foreach (var (key, _) in this)
                yield return key;
        }
    }

    /// <summary>The values, in the order of enumeration.</summary>
    public IEnumerable<TValue> Values
    {
        get
        {
            foreach (var (_, value) in this)
                yield return value;
        }
    }

    /// <summary>The value of a key.</summary>
    /// <param name="key">The key, which must be there.</param>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public TValue this[TKey key]
    {
        get
        {
            ref var entry = ref Find(_root, _count, key);
            if (Unsafe.IsNullRef(ref entry))
                ThrowMissing(key);
            return entry.Value;
        }
    }

    /// <summary>Gives the value of a key if it is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value, or the default.</param>
    /// <returns>Whether the key is there.</returns>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        ref var entry = ref Find(_root, _count, key);
        if (Unsafe.IsNullRef(ref entry))
        {
            value = default;
            return false;
        }
        value = entry.Value;
        return true;
    }

    /// <summary>Gives the key that is there for an equal one.</summary>
    internal bool TryGetKey(TKey key, [MaybeNullWhen(false)] out TKey there)
    {
        ref var entry = ref Find(_root, _count, key);
        var isThere = !Unsafe.IsNullRef(ref entry);
        there = isThere ? entry.Key : default;
        return isThere;
    }

    /// <summary>Whether a key is there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it is.</returns>
    public bool ContainsKey(TKey key) => !Unsafe.IsNullRef(ref Find(_root, _count, key));

    /// <summary>
    /// The value of a key, or none. (A null value reads as none; <see cref="TryGetValue"/> tells them apart.)
    /// </summary>
    /// <param name="key">The key.</param>
    /// <returns>The value if the key is there.</returns>
    public Option<TValue> Find(TKey key) =>
        TryGetValue(key, out var value) ? Prelude.Optional(value) : Option<TValue>.None;

    /// <summary>The map in which a key has a value, whether or not it was there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The new map; this one if the key already has an equal value.</returns>
    public PersistentMap<TKey, TValue> Set(TKey key, TValue value)
    {
        RequireKey(key);
        return Set(key, value, onlyNew: false);
    }

    /// <summary>The map with a new key.</summary>
    /// <param name="key">The key, which must not be there.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The new map.</returns>
    /// <exception cref="ArgumentException">The key is already there.</exception>
    public PersistentMap<TKey, TValue> Add(TKey key, TValue value)
    {
        RequireKey(key);
        return Set(key, value, onlyNew: true);
    }

    /// <summary>The map without a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The new map; this one if the key is not there.</returns>
    public PersistentMap<TKey, TValue> Remove(TKey key)
    {
        RequireKey(key);
        var edit = default(Edit);
        var length = RootLength;
        var root = Remove(_root, ref length, 0, HashOf(key), key, null, ref edit);
        return !edit.Changed ? this
            : _count == 1 ? Empty
            : new PersistentMap<TKey, TValue>(root, _count - 1);
    }

    /// <summary>The map in which the value of a key is changed by a function.</summary>
    /// <param name="key">The key.</param>
    /// <param name="change">From the old value to the new one.</param>
    /// <returns>The new map; this one if the key is not there or its value stays equal.</returns>
    public PersistentMap<TKey, TValue> Update(TKey key, Func<TValue, TValue> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return TryGetValue(key, out var value) ? Set(key, change(value)) : this;
    }

    /// <summary>The map in which many keys are set; of pairs with equal keys the last one counts.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <returns>The new map; this one if nothing changes.</returns>
    public PersistentMap<TKey, TValue> SetRange(IEnumerable<KeyValuePair<TKey, TValue>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (IsEmpty)
            return From(pairs);
        var builder = ToBuilder();
        foreach (var (key, value) in pairs)
            builder.Set(key, value);
        return builder.ToMap();
    }

    /// <summary>The map without many keys.</summary>
    /// <param name="keys">The keys; those that are not there are passed over.</param>
    /// <returns>The new map; this one if nothing changes.</returns>
    public PersistentMap<TKey, TValue> RemoveRange(IEnumerable<TKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var builder = ToBuilder();
        foreach (var key in keys)
            _ = builder.Remove(key);
        return builder.ToMap();
    }

    /// <summary>A mutable twin that starts from this map, for many changes at once.</summary>
    /// <returns>The builder; this map stays as it is.</returns>
    public Builder ToBuilder() => new(this);

    /// <summary>The type and how many entries, as <c>PersistentMap&lt;String, Int32&gt; of 3</c>. O(1).</summary>
    /// <returns>A line of text for people; its form may change.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"PersistentMap<{typeof(TKey).Name}, {typeof(TValue).Name}> of {Count}");

    private int RootLength => _count <= LeafMax ? _count : NoLeaf;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Entry Find(object root, int count, TKey key)
    {
        RequireKey(key);
        return ref FindEntry(root, count, key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RequireKey(TKey key)
    {
        if (key is null)
            ThrowNullKey();
    }

    [DoesNotReturn]
    private static void ThrowNullKey() => throw new ArgumentNullException("key");

    [DoesNotReturn]
    private static void ThrowMissing(TKey key) =>
        throw new KeyNotFoundException($"There is no key '{key}' in the map.");

    private static ArgumentException Duplicate(TKey key) =>
        new($"The key '{key}' is already in the map.", nameof(key));
}
