namespace Timeline.Values;

public abstract partial class Value
{
    public sealed partial class Map
    {
        /// <summary>Gathers the entries of a map in order. For one thread at a time.</summary>
        public sealed class Builder
        {
            private readonly List<string> _keys = new(4);
            private readonly List<Value> _values = new(4);
            private OrderedEntries.Builder? _large;
            private int _depth = 1;

            /// <summary>Adds an entry last, unless its key is there.</summary>
            /// <param name="key">Well-formed UTF-16.</param>
            /// <param name="value">The value.</param>
            /// <returns>False, with nothing changed, if the key is there. O(log n).</returns>
            /// <exception cref="ArgumentException">The key holds half of a surrogate pair.</exception>
            public bool TryAdd(string key, Value value)
            {
                ArgumentNullException.ThrowIfNull(key);
                ArgumentNullException.ThrowIfNull(value);
                WellFormed.Require(key, nameof(key));
                if (!TryPut(key, value)) return false;
                _depth = Math.Max(_depth, value.Depth + 1);
                return true;
            }

            /// <summary>The map of the entries added so far. The builder can go on.</summary>
            /// <returns>The map. O(n) for small maps.</returns>
            /// <exception cref="ArgumentException">A value is nested too deep.</exception>
            public Map ToMap()
            {
                if (_large is not null) return Checked(new Map(_large.ToEntries(), _depth));
                return _keys.Count == 0 ? Empty : Checked(new Map(new Shape([.. _keys]), [.. _values], _depth));
            }

            private bool TryPut(string key, Value value)
            {
                if (_large is not null) return _large.TryAdd(key, value);
                if (_keys.Contains(key)) return false;

                _keys.Add(key);
                _values.Add(value);
                if (_keys.Count <= Shape.MaximumKeys) return true;
                _large = new OrderedEntries.Builder();
                for (var index = 0; index < _keys.Count; index++) _ = _large.TryAdd(_keys[index], _values[index]);
                return true;
            }
        }
    }
}
