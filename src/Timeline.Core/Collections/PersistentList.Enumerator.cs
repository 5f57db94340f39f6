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

        // The lowest branch, if it is known, the slot of the next leaf in it, and the index where that leaf begins.
        private ListBranch? _branch;
        private int _slot;
        private int _start;

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
                if (_branch is null || _slot >= _branch.ChildrenCount)
                {
                    _branch = _list.LowestBranchAt(_start);
                    _slot = 0;
                }
                (_leaf, _end) = _branch is null ? _list.LeafWithoutBranch(_start) : WholeLeaf(_branch, _slot);
                _slot++;
                _start += _end;
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
            _branch = null;
            _start = 0;
        }

        /// <summary>Does nothing: there is nothing to release.</summary>
        public readonly void Dispose()
        {
        }
    }

    /// <summary>
    /// The branch over leaves whose first element has an index; null for the tail, or a tree of one leaf.
    /// </summary>
    private ListBranch? LowestBranchAt(int index)
    {
        if (index >= _tailStart || _height == 0)
            return null;
        var branch = AsBranch(_root!);
        while (branch.Height > 1)
        {
            var slot = branch.SlotOf(index);
            index -= branch.StartOf(slot);
            branch = AsBranch(branch.Children[slot]!);
        }
        return branch;
    }

    /// <summary>The tree of one leaf, or the tail, with the number of its elements; none at the end.</summary>
    private (T[] Leaf, int Count) LeafWithoutBranch(int index) =>
        index < _tailStart ? (AsLeaf(_root!), _tailStart) : (_tail, index == _tailStart ? _tailCount : 0);

    private static (T[] Leaf, int Count) WholeLeaf(ListBranch branch, int slot)
    {
        var leaf = AsLeaf(branch.Children[slot]!);
        return (leaf, leaf.Length);
    }
}
