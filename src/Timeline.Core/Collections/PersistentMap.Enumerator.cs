using System.Collections;
using System.Runtime.CompilerServices;

namespace Timeline.Collections;

public sealed partial class PersistentMap<TKey, TValue>
{
    /// <summary>Goes through the entries without allocating.</summary>
    /// <returns>The enumerator, before the first entry.</returns>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => new Walk(this);

    IEnumerator IEnumerable.GetEnumerator() => new Walk(this);

    /// <summary>Walks a map leaf by leaf. The default value walks nothing.</summary>
    /// <remarks>
    /// O(1) per entry on average, no allocation. For one thread; the map itself may be shared. It is no
    /// <see cref="IEnumerator{T}"/>, which a loop would have to dispose of: in generic code whose types are objects
    /// that call keeps the walk in memory and not in registers, and takes half as long again for each entry. Whoever
    /// needs an interface has that of the map.
    /// </remarks>
    public struct Enumerator
    {
        private readonly PersistentMap<TKey, TValue>? _map;
        private Entry[] _leaf;
        private int _index;

        // The branch that holds the leaf, and where in it.
        private MapBranch? _branch;
        private Place _place;

        internal Enumerator(PersistentMap<TKey, TValue> map)
        {
            _map = map;
            _leaf = map.FirstLeaf;
            _index = -1;
        }

        /// <summary>The entry the walk stands on.</summary>
        public readonly KeyValuePair<TKey, TValue> Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                ref readonly var entry = ref _leaf[_index];
                return new KeyValuePair<TKey, TValue>(entry.Key, entry.Value);
            }
        }

        /// <summary>Goes to the next entry.</summary>
        /// <returns>False when there is none.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            var index = unchecked(_index + 1);
            if (_map is null)
                return false;
            if ((uint)index >= (uint)_leaf.Length)
            {
                // Nothing takes the address of the enumerator, so that its fields may stand in registers.
                if (_branch is not null && _branch.HoldsEntriesAt(_place.Next))
                {
                    _place = new Place(_place.Next, _place.Shift);
                }
                else
                {
                    var (branch, place) = _map.After(_leaf, _place);

                    // The walk stays in the last leaf, and finds its end again if it is asked again.
                    if (branch is null)
                        return false;
                    (_branch, _place) = (branch, place);
                }
                _leaf = AsLeaf(_branch.Children[_place.Slot]);
                index = 0;
            }
            _index = index;
            return true;
        }
    }

    /// <summary>The walk as an object.</summary>
    private sealed class Walk(PersistentMap<TKey, TValue> map) : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        private Enumerator _entries = map.GetEnumerator();

        public KeyValuePair<TKey, TValue> Current => _entries.Current;

        object IEnumerator.Current => Current;

        public bool MoveNext() => _entries.MoveNext();

        public void Reset() => _entries = map.GetEnumerator();

        public void Dispose()
        {
        }
    }

    /// <summary>A slot of a branch, and how many bits of a hash stand below those that the branch reads.</summary>
    private readonly record struct Place(int Slot, int Shift)
    {
        internal int Next => unchecked(Slot + 1);
    }

    /// <summary>The only leaf of a small map; the empty leaf if there are branches.</summary>
    private Entry[] FirstLeaf => _count <= LeafMax ? AsLeaf(_root) : NoEntries;

    /// <summary>
    /// The next leaf with entries after one in a place, or the first one after the empty leaf; no branch at the
    /// end.
    /// </summary>
    private (MapBranch? Branch, Place Place) After(Entry[] leaf, Place place)
    {
        const ulong End = 1UL << 32;
        if (_count <= LeafMax)
            return default;
        // The first hash that belongs to what follows; any entry tells which hashes belong to its leaf.
        var next = leaf.Length == 0 ? 0 : ((ulong)(leaf[0].Hash >> place.Shift) + 1) << place.Shift;
        while (next < End)
        {
            var branch = LowestBranch(next, out var shift);
            var slot = (int)(next >> shift & (Width - 1));
            for (; slot < Width && branch.HoldsLeafAt(slot); slot++)
            {
                if (branch.HoldsEntriesAt(slot))
                    return (branch, new Place(slot, shift));
                next += 1UL << shift;
            }
        }
        return default;
    }

    /// <summary>The branch whose slot for a hash holds a leaf.</summary>
    private MapBranch LowestBranch(ulong hash, out int shift)
    {
        var branch = AsBranch(_root);
        shift = 32 - BitsPerLevel;
        while (true)
        {
            var slot = (int)(hash >> shift & (Width - 1));
            if (branch.HoldsLeafAt(slot))
                return branch;
            branch = AsBranch(branch.Children[slot]);
            shift -= BitsPerLevel;
        }
    }
}
