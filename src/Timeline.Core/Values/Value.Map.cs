using System.Diagnostics.CodeAnalysis;

namespace Timeline.Values;

public abstract partial class Value
{
    /// <summary>Values under distinct keys. Equality ignores the order of keys; writing keeps it.</summary>
    /// <remarks>
    /// Up to sixteen keys lie flat, the array of keys shared by maps of one form; more are a persistent hash map (with
    /// randomised string hashing) and the keys in order. Looking up costs O(log n), changing O(log² n) at most, with
    /// shared structure; at a million keys that is microseconds. The same map comes back where nothing changes.
    /// Building deeper than <see cref="MaximumDepth"/> throws <see cref="ArgumentException"/>.
    /// </remarks>
    public sealed partial class Map : Value
    {
        /// <summary>The map of no entries.</summary>
        public static readonly Map Empty = new(Shape.Empty, [], 1);

        private static readonly EqualityComparer<Value> Exactly =
            EqualityComparer<Value>.Create(static (one, other) => one!.ExactlyEquals(other));

        // A Shape with the values beside it, or OrderedEntries with _values null: one field less in every small map.
        private readonly object _keys;
        private readonly Value[]? _values;
        private readonly int _depth;
        private int _hash;

        private Map(Shape shape, Value[] values, int depth)
        {
            _keys = shape;
            _values = values;
            _depth = depth;
        }

        private Map(OrderedEntries entries, int depth)
        {
            _keys = entries;
            _depth = depth;
        }

        /// <inheritdoc/>
        public override ValueKind Kind => ValueKind.Map;

        /// <inheritdoc/>
        public override int Depth => _depth;

        /// <summary>How many entries there are.</summary>
        public int Count => _values?.Length ?? Large.Count;

        /// <summary>The keys in order. O(n).</summary>
        public IReadOnlyList<string> Keys => _values is null ? Large.KeysToArray() : SmallShape.Keys.ToArray();

        /// <summary>The entries in key order, for queries; <c>foreach</c> over the map itself allocates less.</summary>
        public IEnumerable<KeyValuePair<string, Value>> Entries
        {
            get
            {
                foreach (var entry in this) yield return entry;
            }
        }

        /// <summary>The shape and the values beside it, of a map that lies flat.</summary>
        internal bool TryFlat([NotNullWhen(true)] out Shape? shape, out ReadOnlySpan<Value> values)
        {
            shape = _keys as Shape;
            values = _values;
            return shape is not null;
        }

        private Shape SmallShape => (Shape)_keys;

        private OrderedEntries Large => (OrderedEntries)_keys;

        /// <summary>The value under a key.</summary>
        /// <param name="key">A key that is there.</param>
        /// <exception cref="KeyNotFoundException">There is no such key.</exception>
        public Value this[string key] => TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException($"There is no key '{key}'.");

        /// <summary>The value under a key, if it is there. O(log n).</summary>
        /// <param name="key">Any string.</param>
        /// <param name="value">The value found, or null.</param>
        /// <returns>Whether the key is there.</returns>
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out Value value)
        {
            ArgumentNullException.ThrowIfNull(key);
            if (_values is null) return Large.TryGet(key, out value);
            var index = SmallShape.IndexOf(key);
            value = index < 0 ? null : _values[index];
            return index >= 0;
        }

        /// <summary>The value under a key, or none. O(log n).</summary>
        /// <param name="key">Any string.</param>
        /// <returns>The value, if the key is there.</returns>
        public LanguageExt.Option<Value> Find(string key) => TryGetValue(key, out var value)
            ? LanguageExt.Option<Value>.Some(value)
            : LanguageExt.Option<Value>.None;

        /// <summary>Whether a key is there. O(log n).</summary>
        /// <param name="key">Any string.</param>
        /// <returns>True if it is.</returns>
        public bool ContainsKey(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            return _values is null ? Large.Contains(key) : SmallShape.IndexOf(key) >= 0;
        }

        /// <summary>The key that follows another in order. O(log² n).</summary>
        /// <param name="key">A key that is there.</param>
        /// <returns>The next key, or null after the last one.</returns>
        /// <exception cref="KeyNotFoundException">There is no such key.</exception>
        public string? KeyAfter(string key)
        {
            if (!ContainsKey(key)) throw new KeyNotFoundException($"There is no key '{key}'.");
            if (_values is null) return Large.KeyAfter(key);
            var next = SmallShape.IndexOf(key) + 1;
            return next < Count ? SmallShape[next] : null;
        }

        /// <summary>The entries in key order. O(n) in all; a large map gathers them when the walk starts.</summary>
        /// <returns>An enumerator.</returns>
        public Enumerator GetEnumerator() => new(this);

        private protected override bool IsEqualTo(Value other)
        {
            var map = (Map)other;
            if (map.Count != Count || HashesDiffer(_hash, map._hash)) return false;
            if (_values is null) return Large.EqualTo(map.Large, EqualityComparer<Value>.Default);

            if (SmallShape.SameAs(map.SmallShape)) return _values.AsSpan().SequenceEqual(map._values);
            for (var index = 0; index < _values.Length; index++)
            {
                if (!map.TryGetValue(SmallShape[index], out var its) || !_values[index].Equals(its)) return false;
            }

            return true;
        }

        private protected override bool IsExactly(Value other)
        {
            var map = (Map)other;
            if (map.Count != Count || HashesDiffer(_hash, map._hash)) return false;

            // Which way is gone is decided without values: going both would take twice as long at each depth.
            if (_values is null && map._values is null && Large.HasSameRanks(map.Large))
                return Large.EqualTo(map.Large, Exactly);

            var its = map.GetEnumerator();
            foreach (var (key, value) in this)
            {
                if (!its.MoveNext() || its.Current.Key != key || !value.ExactlyEquals(its.Current.Value)) return false;
            }

            return true;
        }

        private protected override int Hash()
        {
            if (_hash != 0) return _hash;
            var hash = 0;
            if (_values is null)
            {
                foreach (var (key, value) in Large.InAnyOrder()) hash = unchecked(hash + EntryHash(key, value));
            }
            else
            {
                for (var index = 0; index < _values.Length; index++)
                    hash = unchecked(hash + EntryHash(SmallShape[index], _values[index]));
            }

            return _hash = NotZero(HashCode.Combine(hash, Count));
        }

        private static int EntryHash(string key, Value value) =>
            HashCode.Combine(key.GetHashCode(StringComparison.Ordinal), value.GetHashCode());

        /// <summary>Walks the entries of a map in key order.</summary>
        public struct Enumerator : IEnumerator<KeyValuePair<string, Value>>
        {
            private readonly Shape? _shape;
            private readonly Value[]? _values;
            private readonly KeyValuePair<string, Value>[]? _entries;
            private readonly int _count;
            private int _at;

            internal Enumerator(Map map)
            {
                _at = -1;
                _count = map.Count;
                _values = map._values;
                if (_values is null) _entries = map.Large.ToArray();
                else _shape = map.SmallShape;
            }

            /// <summary>The entry the walk stands on.</summary>
            public readonly KeyValuePair<string, Value> Current =>
                _entries is null ? new(_shape![_at], _values![_at]) : _entries[_at];

            /// <summary>Steps to the next entry.</summary>
            /// <returns>False after the last one.</returns>
            public bool MoveNext() => ++_at < _count;

            readonly object System.Collections.IEnumerator.Current => Current;

            /// <summary>Goes back before the first entry.</summary>
            public void Reset() => _at = -1;

            /// <summary>Does nothing: there is nothing to release.</summary>
            public readonly void Dispose()
            {
            }
        }
    }
}
