namespace Timeline.Values;

public abstract partial class Value
{
    public sealed partial class Map
    {
        /// <summary>A map of these entries, in their order. O(n).</summary>
        /// <param name="entries">Entries with distinct keys.</param>
        /// <returns>The map.</returns>
        /// <exception cref="ArgumentException">
        /// A key comes twice, or is not well-formed, or a value is nested too deep.
        /// </exception>
        public static Map From(IEnumerable<KeyValuePair<string, Value>> entries)
        {
            ArgumentNullException.ThrowIfNull(entries);
            var builder = new Builder();
            foreach (var (key, value) in entries)
            {
                if (!builder.TryAdd(key, value))
                    throw new ArgumentException($"The key '{key}' comes twice.", nameof(entries));
            }

            return builder.ToMap();
        }

        /// <summary>With a value under a key: an existing key keeps its place, a new one goes last. O(log n).</summary>
        /// <param name="key">Well-formed UTF-16.</param>
        /// <param name="value">The value.</param>
        /// <returns>The changed map; this one if that very value is there already.</returns>
        /// <exception cref="ArgumentException">A new key holds half of a surrogate pair.</exception>
        public Map Set(string key, Value value)
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!ContainsKey(key)) return Place(key, value, null);
            if (_values is null)
            {
                var large = Large.Set(key, value);
                return ReferenceEquals(large, Large) ? this : With(large, value);
            }

            var index = SmallShape.IndexOf(key);
            if (OrderedEntries.IsSame(_values[index], value)) return this;
            Value[] values = [.. _values];
            values[index] = value;
            return With(SmallShape, values, value);
        }

        /// <summary>
        /// With a value under a key that stands right before another key, moved there if it is in
        /// the map already. O(log² n).
        /// </summary>
        /// <param name="key">Well-formed UTF-16.</param>
        /// <param name="value">The value.</param>
        /// <param name="before">Another key of the map, or null to place the key last.</param>
        /// <returns>The changed map; this one if that very value is there already.</returns>
        /// <exception cref="ArgumentException">
        /// <paramref name="before"/> is no key of the map, or is the key itself; or a new key holds
        /// half of a surrogate pair.
        /// </exception>
        public Map Insert(string key, Value value, string? before)
        {
            ArgumentNullException.ThrowIfNull(value);
            if (before is not null && (before == key || !ContainsKey(before)))
                throw new ArgumentException($"There is no other key '{before}'.", nameof(before));
            if (!ContainsKey(key)) return Place(key, value, before);
            return KeyAfter(key) == before ? Set(key, value) : Remove(key).Place(key, value, before);
        }

        /// <summary>Without a key. O(log² n).</summary>
        /// <param name="key">Any string.</param>
        /// <returns>The changed map; this one if the key is not there.</returns>
        public Map Remove(string key)
        {
            if (!ContainsKey(key)) return this;
            if (Count == 1) return Empty;
            if (_values is null)
            {
                var large = Large.Remove(key);
                return large.Count > Shape.MaximumKeys ? new Map(large, _depth) : Flat(large);
            }

            var index = SmallShape.IndexOf(key);
            return new Map(
                SmallShape.RemoveAt(index), [.. _values.AsSpan(0, index), .. _values.AsSpan(index + 1)], _depth);
        }

        /// <summary>A builder that starts with the entries of this map.</summary>
        /// <returns>A new builder. O(n).</returns>
        public Builder ToBuilder()
        {
            var builder = new Builder();
            foreach (var (key, value) in this) _ = builder.TryAdd(key, value);
            return builder;
        }

        /// <summary>A small map read from text: its keys are distinct and its depth is known.</summary>
        internal static Map FromRead(Shape shape, Value[] values, int depth) =>
            values.Length == 0 ? Empty : new Map(shape, values, depth);

        /// <summary>A large map read from text.</summary>
        internal static Map FromRead(OrderedEntries entries, int depth) => new(entries, depth);

        /// <summary>Adds a key that is not there.</summary>
        private Map Place(string key, Value value, string? before)
        {
            WellFormed.Require(key, nameof(key));
            if (_values is null) return With(Large.Insert(key, value, before), value);

            var index = before is null ? Count : SmallShape.IndexOf(before);
            var shape = SmallShape.Insert(index, key);
            Value[] values = [.. _values.AsSpan(0, index), value, .. _values.AsSpan(index)];
            return shape.Count <= Shape.MaximumKeys
                ? With(shape, values, value)
                : With(OrderedEntries.From(shape.Keys, values)!, value);
        }

        private Map Flat(OrderedEntries few)
        {
            var entries = few.ToArray();
            return new Map(
                new Shape(Array.ConvertAll(entries, entry => entry.Key)),
                Array.ConvertAll(entries, entry => entry.Value),
                _depth);
        }

        private Map With(Shape shape, Value[] values, Value added) =>
            Checked(new Map(shape, values, DepthWith(added)));

        private Map With(OrderedEntries entries, Value added) => Checked(new Map(entries, DepthWith(added)));

        private int DepthWith(Value added) => Math.Max(_depth, added.Depth + 1);

        private static Map Checked(Map built)
        {
            if (built._depth <= MaximumDepth) return built;
            var depth = DepthLimit.Require(built);
            return built._values is null
                ? new Map(built.Large, depth)
                : new Map(built.SmallShape, built._values, depth);
        }
    }
}
