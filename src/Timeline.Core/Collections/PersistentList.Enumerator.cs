using System.Collections;
using System.Runtime.CompilerServices;

namespace Timeline.Collections;

public sealed partial class PersistentList<T>
{
    /// <summary>Goes through the elements in order, without allocating for each.</summary>
    /// <returns>The enumerator, before the first element.</returns>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks a list leaf by leaf. The default value walks nothing.</summary>
    /// <remarks>
    /// O(1) per element on average. Of a list of more than a leaf it allocates once, however long the list is; copies
    /// of such an enumerator go on together. For one thread; the list itself may be shared.
    /// </remarks>
    public struct Enumerator : IEnumerator<T>
    {
        // Four fields and no more, so that they may stand in registers; the way through the tree is kept apart.
        private readonly LeafWalk? _walk;
        private T[]? _leaf;
        private int _index;
        private int _end;

        internal Enumerator(PersistentList<T> list)
        {
            _index = -1;
            if (list._root is null)
            {
                _leaf = list._tail;
                _end = list._tailCount;
            }
            else
            {
                _walk = new LeafWalk(list);
            }
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
            if (index < _end)
            {
                _index = index;
                return true;
            }

            // Nothing takes the address of the enumerator.
            if (_walk is null)
                return false;
            _leaf = _walk.Next();
            _end = _walk.Count;
            _index = 0;
            return _end > 0;
        }

        /// <summary>Goes back before the first element.</summary>
        public void Reset()
        {
            _index = -1;
            if (_walk is null)
                return;
            _walk.Begin();
            _leaf = null;
            _end = 0;
        }

        /// <summary>Does nothing: there is nothing to release.</summary>
        public readonly void Dispose()
        {
        }
    }

    /// <summary>The way from leaf to leaf, and through the tail at last.</summary>
    internal sealed class LeafWalk(PersistentList<T> list)
    {
        // The lowest branch, if it is known, the slot of the next leaf in it, and the index where that leaf begins.
        private ListBranch? _branch;
        private int _slot;
        private int _start;

        /// <summary>How many elements the leaf has that was given last; none at the end.</summary>
        internal int Count { get; private set; }

        internal T[] Next()
        {
            if (_branch is null || _slot >= _branch.ChildrenCount)
            {
                _branch = list.LowestBranchAt(_start);
                _slot = 0;
            }
            (var leaf, Count) = _branch is null ? list.LeafWithoutBranch(_start) : WholeLeaf(_branch, _slot);
            _slot++;
            _start += Count;
            return leaf;
        }

        internal void Begin()
        {
            _branch = null;
            _start = 0;
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
