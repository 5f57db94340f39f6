namespace Timeline.Collections;

public sealed partial class PersistentList<T>
{
    /// <summary>A mutable list that becomes a <see cref="PersistentList{T}"/>.</summary>
    /// <remarks>
    /// Added elements are gathered into full leaves and joined to the rest when that is asked for; the other changes
    /// cost what they cost in the list. Lists taken from it never change. For one thread at a time.
    /// </remarks>
    public sealed class Builder
    {
        private PersistentList<T> _list;
        private List<object> _leaves = [];
        private T[] _tail = NoElements;
        private int _tailCount;

        internal Builder(PersistentList<T> list) => _list = list;

        /// <summary>A builder that starts from the empty list.</summary>
        public Builder()
            : this(Empty)
        {
        }

        /// <summary>How many elements there are.</summary>
        public int Count => _list.Count + _leaves.Count * TailMax + _tailCount;

        /// <summary>Gets or sets the element at an index from 0.</summary>
        /// <param name="index">At least 0 and less than <see cref="Count"/>.</param>
        public T this[int index]
        {
            get
            {
                var added = index - _list.Count;
                if (added < 0)
                    return _list[index];
                var leaf = added / TailMax;
                if (leaf < _leaves.Count)
                    return AsLeaf(_leaves[leaf])[added % TailMax];
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
                return _tail[added % TailMax];
            }
            set => SetAt(index, value);
        }

        /// <summary>Adds an element at the end.</summary>
        /// <param name="value">The element.</param>
        public void Add(T value)
        {
            if (_tailCount == _tail.Length)
                Grow();
            _tail[_tailCount++] = value;
        }

        /// <summary>Adds elements at the end.</summary>
        /// <param name="elements">The elements, in order.</param>
        public void AddRange(IEnumerable<T> elements)
        {
            ArgumentNullException.ThrowIfNull(elements);
            if (elements is PersistentList<T> list)
            {
                _list = ToList().Concat(list);
                return;
            }
            foreach (var element in elements)
                Add(element);
        }

        /// <summary>Sets the element at an index.</summary>
        /// <param name="index">At least 0 and less than <see cref="Count"/>.</param>
        /// <param name="value">The new element.</param>
        public void SetAt(int index, T value) => _list = ToList().SetAt(index, value);

        /// <summary>Puts an element before the one at an index.</summary>
        /// <param name="index">At least 0 and at most <see cref="Count"/>.</param>
        /// <param name="value">The new element.</param>
        public void InsertAt(int index, T value) => _list = ToList().InsertAt(index, value);

        /// <summary>Removes the element at an index.</summary>
        /// <param name="index">At least 0 and less than <see cref="Count"/>.</param>
        public void RemoveAt(int index) => _list = ToList().RemoveAt(index);

        /// <summary>Removes everything.</summary>
        public void Clear()
        {
            _list = Empty;
            Forget();
        }

        /// <summary>The list of what the builder now holds; the builder may be used on.</summary>
        /// <returns>The list; the one it started from if nothing changed.</returns>
        public PersistentList<T> ToList()
        {
            if (_tailCount == 0)
                return _list;
            var tail = _tailCount == _tail.Length ? _tail : _tail[.._tailCount];
            _list = _list.Concat(new PersistentList<T>(FromLeaves(_leaves), tail));
            Forget();
            return _list;
        }

        private void Grow()
        {
            if (_tailCount < TailMax)
            {
                Array.Resize(ref _tail, _tailCount == 0 ? 4 : _tailCount * 2);
                return;
            }
            _leaves.Add(_tail);
            _tail = new T[TailMax];
            _tailCount = 0;
        }

        private void Forget()
        {
            _leaves = [];
            _tail = NoElements;
            _tailCount = 0;
        }
    }
}
