using Timeline.Collections;

namespace Timeline.Values;

public abstract partial class Value
{
    /// <summary>A sequence of values, over a persistent list.</summary>
    /// <remarks>
    /// Reading, setting, inserting and removing cost O(log n) and share structure with the list they start from.
    /// Building deeper than <see cref="MaximumDepth"/> throws <see cref="ArgumentException"/>.
    /// </remarks>
    public sealed class List : Value
    {
        /// <summary>The list of no values.</summary>
        public static readonly List Empty = new([], 1);

        private readonly int _depth;
        private int _hash;

        internal List(PersistentList<Value> items, int depth)
        {
            Items = items;
            _depth = depth;
        }

        /// <inheritdoc/>
        public override ValueKind Kind => ValueKind.List;

        /// <inheritdoc/>
        public override int Depth => _depth;

        /// <summary>The values.</summary>
        public PersistentList<Value> Items { get; }

        /// <summary>How many values there are.</summary>
        public int Count => Items.Count;

        /// <summary>The value at an index. O(log n).</summary>
        /// <param name="index">From 0 up to, not including, <see cref="Count"/>.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
        public Value this[int index] => Items[index];

        /// <summary>A list of these values. O(n).</summary>
        /// <param name="items">The values in order.</param>
        /// <returns>The list.</returns>
        /// <exception cref="ArgumentException">A value is nested too deep.</exception>
        public static List From(IEnumerable<Value> items)
        {
            ArgumentNullException.ThrowIfNull(items);
            return From(PersistentList<Value>.From(items));
        }

        /// <summary>A list of these values. O(n).</summary>
        /// <param name="items">The values in order.</param>
        /// <returns>The list.</returns>
        /// <exception cref="ArgumentException">A value is nested too deep.</exception>
        public static List From(PersistentList<Value> items)
        {
            ArgumentNullException.ThrowIfNull(items);
            var depth = 1;
            foreach (var item in items) depth = Math.Max(depth, item.Depth + 1);
            return items.Count == 0 ? Empty : With(items, depth);
        }

        /// <summary>With another value at an index. O(log n); the same list if the value is that very one.</summary>
        /// <param name="index">From 0 up to, not including, <see cref="Count"/>.</param>
        /// <param name="value">The new value.</param>
        /// <returns>The changed list.</returns>
        public List SetAt(int index, Value value)
        {
            ArgumentNullException.ThrowIfNull(value);
            return OrderedEntries.IsSame(Items[index], value) ? this : With(Items.SetAt(index, value), value);
        }

        /// <summary>With a value inserted before an index. O(log n).</summary>
        /// <param name="index">From 0 up to and including <see cref="Count"/>.</param>
        /// <param name="value">The new value.</param>
        /// <returns>The changed list.</returns>
        public List InsertAt(int index, Value value)
        {
            ArgumentNullException.ThrowIfNull(value);
            return With(Items.InsertAt(index, value), value);
        }

        /// <summary>With a value appended. O(log n).</summary>
        /// <param name="value">The new last value.</param>
        /// <returns>The changed list.</returns>
        public List Add(Value value)
        {
            ArgumentNullException.ThrowIfNull(value);
            return With(Items.Add(value), value);
        }

        /// <summary>Without the value at an index. O(log n).</summary>
        /// <param name="index">From 0 up to, not including, <see cref="Count"/>.</param>
        /// <returns>The changed list.</returns>
        public List RemoveAt(int index) => Count == 1 && index == 0 ? Empty : new List(Items.RemoveAt(index), _depth);

        /// <summary>The values in order, without allocation per value.</summary>
        /// <returns>An enumerator.</returns>
        public PersistentList<Value>.Enumerator GetEnumerator() => Items.GetEnumerator();

        /// <summary>A list of these values, the deepest of which is known.</summary>
        internal static List FromRead(ReadOnlySpan<Value> items, int depth) =>
            items.Length == 0 ? Empty : new List(PersistentList<Value>.From(items), depth);

        private protected override bool IsEqualTo(Value other)
        {
            var list = (List)other;
            if (list.Count != Count || HashesDiffer(_hash, list._hash)) return false;
            return Items.Equals(list.Items);
        }

        private protected override bool IsExactly(Value other)
        {
            var list = (List)other;
            if (list.Count != Count || HashesDiffer(_hash, list._hash)) return false;
            var its = list.GetEnumerator();
            foreach (var item in Items)
            {
                if (!its.MoveNext() || !item.ExactlyEquals(its.Current)) return false;
            }

            return true;
        }

        private protected override int Hash()
        {
            if (_hash != 0) return _hash;
            var hash = default(HashCode);
            foreach (var item in Items) hash.Add(item.GetHashCode());
            return _hash = NotZero(hash.ToHashCode());
        }

        private List With(PersistentList<Value> items, Value added) => With(items, Math.Max(_depth, added.Depth + 1));

        private static List With(PersistentList<Value> items, int depth)
        {
            var built = new List(items, depth);
            return depth <= MaximumDepth ? built : new List(items, DepthLimit.Require(built));
        }
    }

    // A hash is computed by whoever asks first; two threads may both do it, and find the same.
    private static bool HashesDiffer(int left, int right) => left != 0 && right != 0 && left != right;

    private static int NotZero(int hash) => hash == 0 ? 1 : hash;
}
