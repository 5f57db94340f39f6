using System.Collections;

namespace Timeline.Collections;

public sealed partial class PersistentList<T>
{
    /// <summary>Goes through the elements in order without allocating.</summary>
    /// <returns>The enumerator, before the first element.</returns>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks a list leaf by leaf. The default value walks nothing.</summary>
    /// <remarks>O(1) per element on average, no allocation. For one thread; the list itself may be shared.</remarks>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly PersistentList<T>? _list;
        private T[]? _leaf;
        private int _index;
        private int _nextLeaf;

        internal Enumerator(PersistentList<T> list)
        {
            _list = list;
            _index = -1;
        }

        /// <summary>The element the walk stands on.</summary>
        public readonly T Current => _leaf![_index];

        readonly object? IEnumerator.Current => Current;

        /// <summary>Goes to the next element.</summary>
        /// <returns>False when there is none.</returns>
        public bool MoveNext()
        {
            var index = unchecked(_index + 1);
            var leaf = _leaf;
            if (leaf is not null && (uint)index < (uint)leaf.Length)
            {
                _index = index;
                return true;
            }
            return NextLeaf();
        }

        /// <summary>Goes back before the first element.</summary>
        public void Reset()
        {
            _leaf = null;
            _index = -1;
            _nextLeaf = 0;
        }

        /// <summary>Does nothing: there is nothing to release.</summary>
        public readonly void Dispose()
        {
        }

        private bool NextLeaf()
        {
            if (_list is null || _nextLeaf >= _list.Count)
            {
                _leaf = null;
                _index = -1;
                return false;
            }
            _leaf = _list.LeafFrom(_nextLeaf);
            _nextLeaf += _leaf.Length;
            _index = 0;
            return true;
        }
    }

    /// <summary>The leaf or tail that begins at an index.</summary>
    private T[] LeafFrom(int index) =>
        index >= _tailStart ? _tail
        : _height == 0 ? AsLeaf(_root!)
        : LeafAt(_root!, ref index);
}
