using System.Collections;

namespace Timeline.Collections;

public sealed partial class PersistentMap<TKey, TValue>
{
    /// <summary>Goes through the entries without allocating.</summary>
    /// <returns>The enumerator, before the first entry.</returns>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks a map leaf by leaf. The default value walks nothing.</summary>
    /// <remarks>O(1) per entry on average, no allocation. For one thread; the map itself may be shared.</remarks>
    public struct Enumerator : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        private const ulong End = 1UL << 32;

        private readonly object? _root;
        private readonly bool _rootIsLeaf;
        private Entry[] _leaf;
        private int _index;

        // The first hash that belongs to the next leaf; the walk comes down from the root for each leaf.
        private ulong _next;

        internal Enumerator(PersistentMap<TKey, TValue> map)
        {
            _root = map._root;
            _rootIsLeaf = map._count <= LeafMax;
            _leaf = _rootIsLeaf ? AsLeaf(_root) : NoEntries;
            _next = _rootIsLeaf ? End : 0;
            _index = -1;
        }

        /// <summary>The entry the walk stands on.</summary>
        public readonly KeyValuePair<TKey, TValue> Current
        {
            get
            {
                ref readonly var entry = ref _leaf[_index];
                return new KeyValuePair<TKey, TValue>(entry.Key, entry.Value);
            }
        }

        readonly object IEnumerator.Current => Current;

        /// <summary>Goes to the next entry.</summary>
        /// <returns>False when there is none.</returns>
        public bool MoveNext()
        {
            var index = unchecked(_index + 1);
            if (_leaf is not null && (uint)index < (uint)_leaf.Length)
            {
                _index = index;
                return true;
            }
            return NextLeaf();
        }

        /// <summary>Goes back before the first entry.</summary>
        public void Reset()
        {
            _leaf = _rootIsLeaf ? AsLeaf(_root!) : NoEntries;
            _next = _rootIsLeaf ? End : 0;
            _index = -1;
        }

        /// <summary>Does nothing: there is nothing to release.</summary>
        public readonly void Dispose()
        {
        }

        private bool NextLeaf()
        {
            if (_root is null)
                return false;
            while (_next < End)
            {
                var branch = AsBranch(_root);
                var level = 0;
                var slot = SlotOf((uint)_next, 0);
                while (!branch.HoldsLeafAt(slot))
                {
                    branch = AsBranch(branch.Children[slot]);
                    slot = SlotOf((uint)_next, ++level);
                }
                // The neighbours in one branch are taken without coming down again.
                var span = 1UL << (32 - BitsPerLevel - level * BitsPerLevel);
                for (; slot < Width && branch.HoldsLeafAt(slot); slot++)
                {
                    _next += span;
                    _leaf = AsLeaf(branch.Children[slot]);
                    _index = 0;
                    if (_leaf.Length > 0)
                        return true;
                }
            }
            _leaf = NoEntries;
            _index = -1;
            return false;
        }
    }
}
