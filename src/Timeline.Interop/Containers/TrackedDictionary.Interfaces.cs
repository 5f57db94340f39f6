using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Timeline.Containers;

[SuppressMessage("Naming", "CA1710", Justification = "It is a dictionary by its name.")]
public sealed partial class TrackedDictionary<TKey, TValue>
    : IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>, IDictionary
{
    /// <summary>The keys, as they are whenever they are looked at.</summary>
    public ICollection<TKey> Keys => field ??= new EntryView<TKey>(this, static it => it.Key, ContainsKey);

    /// <summary>The values, as they are whenever they are looked at.</summary>
    public ICollection<TValue> Values => field ??= new EntryView<TValue>(this, static it => it.Value, ContainsValue);

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => Keys;

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => Values;

    ICollection IDictionary.Keys => (ICollection)Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => IsLocked;

    bool IDictionary.IsReadOnly => IsLocked;

    bool IDictionary.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    object? IDictionary.this[object key]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(key);
            return key is TKey typed && TryGetValue(typed, out var value) ? value : null;
        }
        set
        {
            ArgumentNullException.ThrowIfNull(key);
            this[Typed.As<TKey>(key, nameof(key))] = Typed.As<TValue>(value, nameof(value));
        }
    }

    /// <inheritdoc cref="Dictionary{TKey,TValue}.GetEnumerator"/>
    public Enumerator GetEnumerator() => new(this, isOfEntries: false);

    // Of an empty dictionary the platform gives an enumerator that is empty for ever.
    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        Count == 0 ? Enumerable.Empty<KeyValuePair<TKey, TValue>>().GetEnumerator() : GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<TKey, TValue>>)this).GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() => new Enumerator(this, isOfEntries: true);

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) => Holds(item);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        Holds(item) && Remove(item.Key);

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) =>
        CopiedTo.Array(this, Count, array, arrayIndex);

    void ICollection.CopyTo(Array array, int index)
    {
        if (array is DictionaryEntry[])
        {
            CopiedTo.Untyped(
                this.Select(static it => new DictionaryEntry(it.Key, it.Value)), Count, array, index);
        }
        else
        {
            CopiedTo.Untyped(this, Count, array, index);
        }
    }

    void IDictionary.Add(object key, object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        Add(Typed.As<TKey>(key, nameof(key)), Typed.As<TValue>(value, nameof(value)));
    }

    bool IDictionary.Contains(object key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key is TKey typed && ContainsKey(typed);
    }

    void IDictionary.Remove(object key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key is TKey typed) _ = Remove(typed);
    }

    private bool Holds(KeyValuePair<TKey, TValue> item) =>
        TryGetValue(item.Key, out var value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    /// <summary>The keys or the values.</summary>
    private sealed class EntryView<T>(
        TrackedDictionary<TKey, TValue> owner, Func<KeyValuePair<TKey, TValue>, T> part, Func<T, bool> contains)
        : ICollection<T>, IReadOnlyCollection<T>, ICollection
    {
        public int Count => owner.Count;

        public bool IsReadOnly => true;

        bool ICollection.IsSynchronized => false;

        object ICollection.SyncRoot => owner;

        public bool Contains(T item) => contains(item);

        public void CopyTo(T[] array, int arrayIndex) => CopiedTo.Array(this, Count, array, arrayIndex);

        void ICollection.CopyTo(Array array, int index) => CopiedTo.Untyped(this, Count, array, index);

        // What is added from here on is noticed, and not from the first step on.
        public IEnumerator<T> GetEnumerator() => Parts(owner.GetEnumerator());

        private IEnumerator<T> Parts(Enumerator entries)
        {
            while (entries.MoveNext()) yield return part(entries.Current);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        void ICollection<T>.Add(T item) => throw ReadOnly();

        void ICollection<T>.Clear() => throw ReadOnly();

        bool ICollection<T>.Remove(T item) => throw ReadOnly();

        private static NotSupportedException ReadOnly() =>
            new("The keys and values are changed through the dictionary.");
    }
}
