using System.Collections;
using System.Runtime.CompilerServices;

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
        private readonly PersistentMap<TKey, TValue>? _map;
        private Entry[]? _leaf;
        private int _index;

        private Walk _walk;

        internal Enumerator(PersistentMap<TKey, TValue> map)
        {
            _map = map;
            _index = -1;
        }

        /// <summary>The entry the walk stands on.</summary>
        public readonly KeyValuePair<TKey, TValue> Current
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                ref readonly var entry = ref _leaf![_index];
                return new KeyValuePair<TKey, TValue>(entry.Key, entry.Value);
            }
        }

        readonly object IEnumerator.Current => Current;

        /// <summary>Goes to the next entry.</summary>
        /// <returns>False when there is none.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            var index = unchecked(_index + 1);
            if (_leaf is null || (uint)index >= (uint)_leaf.Length)
            {
                if (_map is null)
                    return false;
                // Only of a copy is the address taken, so that the enumerator may stand in registers.
                var walk = _walk;
                _leaf = _map.NextLeaf(ref walk);
                _walk = walk;
                index = 0;
            }
            _index = index;
            return index < _leaf.Length;
        }

        /// <summary>Goes back before the first entry.</summary>
        public void Reset()
        {
            _leaf = null;
            _index = -1;
            _walk = default;
        }

        /// <summary>Does nothing: there is nothing to release.</summary>
        public readonly void Dispose()
        {
        }
    }

    /// <summary>How far the leaves are walked.</summary>
    private struct Walk
    {
        /// <summary>The branch that holds the next leaf, if it is known.</summary>
        internal Branch? Branch;

        /// <summary>How many bits of a hash stand below those that the branch reads.</summary>
        internal int Shift;

        /// <summary>The first hash that belongs to the next leaf; after all hashes at the end.</summary>
        internal ulong Next;

        internal readonly int Slot => (int)(Next >> Shift & (Width - 1));
    }

    /// <summary>The next leaf that is not empty; the empty leaf at the end.</summary>
    private Entry[] NextLeaf(ref Walk walk)
    {
        const ulong End = 1UL << 32;
        while (walk.Next < End)
        {
            if (_count <= LeafMax)
            {
                walk.Next = End;
                return AsLeaf(_root);
            }
            var branch = walk.Branch ?? Down(ref walk);
            var slot = walk.Slot;
            var holdsLeaf = branch.HoldsLeafAt(slot);
            // The neighbours in one branch are taken without coming down again.
            walk.Branch = holdsLeaf && slot < Width - 1 ? branch : null;
            if (!holdsLeaf)
                continue;
            walk.Next += 1UL << walk.Shift;
            var leaf = AsLeaf(branch.Children[slot]);
            if (leaf.Length > 0)
                return leaf;
        }
        return NoEntries;
    }

    /// <summary>The branch that holds the leaf of the next hash.</summary>
    private Branch Down(ref Walk walk)
    {
        var branch = AsBranch(_root);
        walk.Shift = 32 - BitsPerLevel;
        while (true)
        {
            var slot = walk.Slot;
            if (branch.HoldsLeafAt(slot))
                return branch;
            branch = AsBranch(branch.Children[slot]);
            walk.Shift -= BitsPerLevel;
        }
    }
}
