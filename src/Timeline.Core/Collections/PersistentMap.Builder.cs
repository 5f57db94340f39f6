using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Timeline.Collections;

public sealed partial class PersistentMap<TKey, TValue>
{
    /// <summary>A mutable map that becomes a <see cref="PersistentMap{TKey, TValue}"/> in O(what changed).</summary>
    /// <remarks>
    /// What is set in an empty builder is gathered, and made a trie at once when something is asked or the map is
    /// taken. Else the builder changes in place the branches it made itself and copies the others once (transients,
    /// after Clojure's), so maps taken from it and the map it started from never change. For one thread at a time.
    /// </remarks>
    public sealed class Builder
    {
        // The pool has one of this length at hand as soon as one of four.
        private const int FirstRoom = 64;

        private PersistentMap<TKey, TValue>? _made;
        private object _root;
        private int _count;
        private MapBranch.Owner _owner = new();

        // What was set since the builder was empty, before the first question; then the trie is empty.
        private KeyValuePair<TKey, TValue>[] _gathered = [];
        private int _gatheredCount;

        internal Builder(PersistentMap<TKey, TValue> map)
        {
            _made = map;
            _root = map._root;
            _count = map._count;
        }

        /// <summary>A builder that starts from the empty map.</summary>
        public Builder()
            : this(Empty)
        {
        }

        /// <summary>How many entries there are.</summary>
        public int Count
        {
            get
            {
                Settle();
                return _count;
            }
        }

        /// <summary>Gets the value of a key that is there; sets the value of any key.</summary>
        /// <param name="key">The key.</param>
        /// <exception cref="KeyNotFoundException">There is no such key to get.</exception>
        public TValue this[TKey key]
        {
            get => TryGetValue(key, out var value)
                ? value
                : throw new KeyNotFoundException($"There is no key '{key}' in the map.");
            set => Set(key, value);
        }

        /// <summary>Gives the value of a key if it is there.</summary>
        /// <param name="key">The key.</param>
        /// <param name="value">Its value, or the default.</param>
        /// <returns>Whether the key is there.</returns>
        public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
        {
            Settle();
            ref var entry = ref Find(_root, _count, key);
            var found = !Unsafe.IsNullRef(ref entry);
            value = found ? entry.Value : default;
            return found;
        }

        /// <summary>Whether a key is there.</summary>
        /// <param name="key">The key.</param>
        /// <returns>True if it is.</returns>
        public bool ContainsKey(TKey key)
        {
            Settle();
            return !Unsafe.IsNullRef(ref Find(_root, _count, key));
        }

        /// <summary>Sets the value of a key, whether or not it is there.</summary>
        /// <param name="key">The key.</param>
        /// <param name="value">Its value.</param>
        public void Set(TKey key, TValue value)
        {
            if (_count == 0)
            {
                Gather(key, value);
                return;
            }
            var edit = default(Edit);
            Put(key, value, ref edit);
        }

        /// <summary>Adds a key that is not there.</summary>
        /// <param name="key">The key.</param>
        /// <param name="value">Its value.</param>
        /// <exception cref="ArgumentException">The key is already there.</exception>
        public void Add(TKey key, TValue value)
        {
            if (!TryAdd(key, value))
                throw Duplicate(key);
        }

        /// <summary>Adds a key unless it is there.</summary>
        /// <param name="key">The key.</param>
        /// <param name="value">Its value.</param>
        /// <returns>Whether it was added.</returns>
        public bool TryAdd(TKey key, TValue value)
        {
            Settle();
            var edit = new Edit { OnlyNew = true };
            Put(key, value, ref edit);
            return !edit.Refused;
        }

        /// <summary>Removes a key.</summary>
        /// <param name="key">The key.</param>
        /// <returns>Whether it was there.</returns>
        public bool Remove(TKey key)
        {
            RequireKey(key);
            Settle();
            var edit = default(Edit);
            var length = _count <= LeafMax ? _count : NoLeaf;
            var root = PersistentMap<TKey, TValue>.Remove(_root, ref length, 0, HashOf(key), key, _owner, ref edit);
            if (!edit.Changed)
                return false;
            _root = root;
            _count--;
            _made = null;
            return true;
        }

        /// <summary>Removes everything.</summary>
        public void Clear()
        {
            _made = Empty;
            _root = NoEntries;
            _count = 0;
            GiveBack();
            _gatheredCount = 0;
        }

        /// <summary>The map of what the builder now holds; the builder may be used on.</summary>
        /// <returns>The map; the one it started from if nothing changed.</returns>
        public PersistentMap<TKey, TValue> ToMap()
        {
            Settle();
            if (_made is not null)
                return _made;
            // What is published has exact leaves and is no longer ours to change.
            _root = Trim(_root, _count <= LeafMax ? _count : NoLeaf, _owner);
            _owner = new MapBranch.Owner();
            _made = _count == 0 ? Empty : new PersistentMap<TKey, TValue>(_root, _count);
            return _made;
        }

        private void Gather(TKey key, TValue value)
        {
            RequireKey(key);
            var (gathered, count) = (_gathered, _gatheredCount);
            if ((uint)count >= (uint)gathered.Length)
                gathered = MakeRoom(Math.Max(FirstRoom, count * 2));
            gathered[count] = new KeyValuePair<TKey, TValue>(key, value);
            _gatheredCount = unchecked(count + 1);
        }

        /// <summary>
        /// Makes room for so many; a builder that is dropped keeps its array from the pool, which is no harm.
        /// </summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private KeyValuePair<TKey, TValue>[] MakeRoom(int room)
        {
            var longer = ArrayPool<KeyValuePair<TKey, TValue>>.Shared.Rent(room);
            _gathered.AsSpan(0, _gatheredCount).CopyTo(longer);
            GiveBack();
            _gathered = longer;
            return longer;
        }

        private void GiveBack()
        {
            var gathered = _gathered;
            _gathered = [];
            if (gathered.Length == 0)
                return;
            // What was never written needs no clearing, nor what keeps no object alive.
            if (RuntimeHelpers.IsReferenceOrContainsReferences<KeyValuePair<TKey, TValue>>())
                gathered.AsSpan(0, _gatheredCount).Clear();
            ArrayPool<KeyValuePair<TKey, TValue>>.Shared.Return(gathered);
        }

        private void Settle()
        {
            if (_gatheredCount == 0)
                return;
            _made = FromSpan(_gathered.AsSpan(0, _gatheredCount));
            _root = _made._root;
            _count = _made._count;
            GiveBack();
            _gatheredCount = 0;
        }

        private void Put(TKey key, TValue value, ref Edit edit)
        {
            RequireKey(key);
            var entry = new Entry { Hash = HashOf(key), Key = key, Value = value };
            var length = _count <= LeafMax ? _count : NoLeaf;
            var root = PersistentMap<TKey, TValue>.Set(_root, ref length, 0, entry, _owner, ref edit);
            if (!edit.Changed)
                return;
            _root = root;
            _count += edit.Added;
            _made = null;
        }
    }
}
