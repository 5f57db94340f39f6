using System.Collections;
using System.Runtime.CompilerServices;

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
        private int _end;
        private int _nextLeaf;

        internal Enumerator(PersistentList<T> list)
        {
            _list = list;
            _index = -1;
        }

        /// <summary>The element the walk stands on.</summary>
        public readonly T Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _leaf![_index];
        }

        readonly object? IEnumerator.Current => Current;

        /// <summary>Goes to the next element.</summary>
        /// <returns>False when there is none.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            var index = unchecked(_index + 1);
            if (index >= _end)
            {
                if (_list is null)
                    return false;
                // Nothing takes the address of the enumerator, so that its fields may stand in registers.
                (_leaf, _end) = _list.LeafFrom(_nextLeaf);
                _nextLeaf += _end;
                index = 0;
            }
            _index = index;
            return index < _end;
        }

        /// <summary>Goes back before the first element.</summary>
        public void Reset()
        {
            _leaf = null;
            _index = -1;
            _end = 0;
            _nextLeaf = 0;
        }

        /// <summary>Does nothing: there is nothing to release.</summary>
        public readonly void Dispose()
        {
        }
    }

    /// <summary>The leaf or tail that begins at an index, with the number of its elements; none at the end.</summary>
    private (T[] Leaf, int Count) LeafFrom(int index)
    {
        if (index >= _tailStart)
            return (_tail, index == _tailStart ? _tailCount : 0);
        var leaf = _height == 0 ? AsLeaf(_root!) : LeafAt(_root!, ref index);
        return (leaf, leaf.Length);
    }
}
