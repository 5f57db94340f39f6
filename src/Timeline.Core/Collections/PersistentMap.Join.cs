using System.Buffers;

namespace Timeline.Collections;

public sealed partial class PersistentMap<TKey, TValue>
{
    /// <summary>The map of all keys of this one and another.</summary>
    /// <param name="other">The other map.</param>
    /// <param name="combine">
    /// What a key gets that both have: of the key, the value here and the value there. Of two equal values it must
    /// give an equal one.
    /// </param>
    /// <returns>The map; this one if the other adds nothing, the other if this one adds nothing.</returns>
    /// <remarks>
    /// Shared nodes are never looked into: O(differences · log n) for versions made from one another, at most O(n).
    /// Where the function is commutative, associative and idempotent, so is the join.
    /// </remarks>
    public PersistentMap<TKey, TValue> Join(
        PersistentMap<TKey, TValue> other, Func<TKey, TValue, TValue, TValue> combine)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(combine);
        return Join(other, new Combined(combine));
    }

    /// <summary>The map that is made of this one and another entry by entry.</summary>
    internal PersistentMap<TKey, TValue> Join<TJoin>(PersistentMap<TKey, TValue> other, TJoin join)
        where TJoin : struct, IMapJoin<TKey, TValue>
    {
        if (ReferenceEquals(this, other))
            return this;
        var walk = new JoinWalk<TJoin>(join);
        var joined = walk.Nodes(Side.Root(this), Side.Root(other), 0);
        walk.GiveBack();
        return joined.IsOurs ? this
            : joined.IsTheirs ? other
            : joined.Count == 0 ? Empty
            : new PersistentMap<TKey, TValue>(joined.Node, joined.Count);
    }

    private readonly struct Combined(Func<TKey, TValue, TValue, TValue> combine) : IMapJoin<TKey, TValue>
    {
        public static bool KeepsAll => true;

        public JoinedFrom Ours(TKey key, TValue value, out TValue joined)
        {
            joined = value;
            return JoinedFrom.Ours;
        }

        public JoinedFrom Theirs(TKey key, TValue value, out TValue joined)
        {
            joined = value;
            return JoinedFrom.Theirs;
        }

        public JoinedFrom Both(TKey key, TValue ours, TValue theirs, out TValue joined)
        {
            joined = combine(key, ours, theirs);
            return (SameValue(joined, ours) ? JoinedFrom.Ours : JoinedFrom.Neither)
                | (SameValue(joined, theirs) ? JoinedFrom.Theirs : JoinedFrom.Neither);
        }
    }

    /// <summary>A subtree of one of the maps: a branch, a leaf, or the part of a leaf that falls into a slot.</summary>
    private readonly ref struct Side
    {
        private Side(object? node, ReadOnlySpan<Entry> entries, bool isLeaf)
        {
            Node = node;
            Entries = entries;
            IsLeaf = isLeaf;
        }

        /// <summary>The node; null for a part of one.</summary>
        internal object? Node { get; }

        /// <summary>The entries of a leaf or a part of it.</summary>
        internal ReadOnlySpan<Entry> Entries { get; }

        internal bool IsLeaf { get; }

        internal bool IsEmpty => IsLeaf && Entries.IsEmpty;

        internal static Side Root(PersistentMap<TKey, TValue> map) => Of(map._root, map._count <= LeafMax);

        internal static Side Of(object node, bool isLeaf) => new(node, isLeaf ? AsLeaf(node) : default, isLeaf);

        internal static Side Part(ReadOnlySpan<Entry> entries) => new(null, entries, true);

        internal Joined As(JoinedFrom from) => IsLeaf
            ? new Joined(Node ?? (Entries.IsEmpty ? NoEntries : Entries.ToArray()), Entries.Length, true, from)
            : new Joined(Node!, AsBranch(Node!).Count, false, from);

        /// <summary>What falls into a slot; of a leaf its entries are cut off the front of the rest.</summary>
        internal Side Child(int slot, int level, ref ReadOnlySpan<Entry> rest) => IsLeaf
            ? Part(TakeSlot(ref rest, slot, level))
            : Of(AsBranch(Node!).Children[slot], AsBranch(Node!).HoldsLeafAt(slot));
    }

    /// <summary>
    /// A subtree of the result, of which sides it is that subtree, and whether it is a leaf of the hashes of ours.
    /// </summary>
    private readonly record struct Joined(
        object Node, int Count, bool IsLeaf, JoinedFrom From, bool HasOurHashes = false)
    {
        internal bool IsOurs => (From & JoinedFrom.Ours) != 0;

        internal bool IsTheirs => (From & JoinedFrom.Theirs) != 0;
    }

    /// <summary>
    /// Two tries in lockstep. What is made of two leaves is gathered in one array for the whole walk, and copied only
    /// where it is neither of them.
    /// </summary>
    private struct JoinWalk<TJoin>(TJoin join)
        where TJoin : struct, IMapJoin<TKey, TValue>
    {
        private readonly TJoin _join = join;
        private Entry[] _gathered = ArrayPool<Entry>.Shared.Rent(2 * LeafMax);
        private int _count;
        private JoinedFrom _from;

        internal readonly void GiveBack() => ArrayPool<Entry>.Shared.Return(_gathered, clearArray: true);

        internal Joined Nodes(Side ours, Side theirs, int level)
        {
            if (ours.Node is not null && ReferenceEquals(ours.Node, theirs.Node))
                return ours.As(JoinedFrom.Both);
            if (ours.IsEmpty && theirs.IsEmpty)
                return ours.As(JoinedFrom.Both);
            if (TJoin.KeepsAll && theirs.IsEmpty)
                return ours.As(JoinedFrom.Ours);
            if (TJoin.KeepsAll && ours.IsEmpty)
                return theirs.As(JoinedFrom.Theirs);
            return ours.IsLeaf && theirs.IsLeaf ? Leaves(ours, theirs, level) : Branches(ours, theirs, level);
        }

        private Joined Branches(Side ours, Side theirs, int level)
        {
            var oursLeft = ours.Entries;
            var theirsLeft = theirs.Entries;
            var (from, count) = (JoinedFrom.Both, 0);
            Children children = default;
            for (var slot = 0; slot < Width; slot++)
            {
                // Most of what two versions have is shared, and is passed over at once.
                if (!ours.IsLeaf && !theirs.IsLeaf
                    && SharedAt(AsBranch(ours.Node!), AsBranch(theirs.Node!), slot) is { } shared)
                {
                    count += shared.Count;
                    children[slot] = shared;
                    continue;
                }
                var child = Nodes(
                    ours.Child(slot, level, ref oursLeft), theirs.Child(slot, level, ref theirsLeft), level + 1);
                from &= child.From;
                count += child.Count;
                children[slot] = child;
            }
            return (from & JoinedFrom.Ours) != 0 ? ours.As(from)
                : (from & JoinedFrom.Theirs) != 0 ? theirs.As(from)
                : Made(children, count, level, ours, theirs);
        }

        private static Joined? SharedAt(MapBranch ours, MapBranch theirs, int slot)
        {
            var node = ours.Children[slot];
            if (!ReferenceEquals(node, theirs.Children[slot]))
                return null;
            var length = ours.LengthAt(slot);
            return new Joined(node, length < 0 ? AsBranch(node).Count : length, length >= 0, JoinedFrom.Both);
        }

        private static Joined Made(in Children children, int count, int level, Side ours, Side theirs)
        {
            if (count == 0)
                return new Joined(NoEntries, 0, true, JoinedFrom.Neither);
            var branch = MapBranch.New(count, HasLeaf(children));
            for (var slot = 0; slot < Width; slot++)
            {
                var child = children[slot];
                // What a branch keeps of a leaf follows from its hashes: of most leaves a side already has it.
                if (child.IsLeaf && !ours.IsLeaf && (child.IsOurs || child.HasOurHashes))
                    branch.Put(slot, AsLeaf(child.Node), AsBranch(ours.Node!).IndexAt(slot));
                else if (child.IsLeaf && !theirs.IsLeaf && child.IsTheirs)
                    branch.Put(slot, AsLeaf(child.Node), AsBranch(theirs.Node!).IndexAt(slot));
                else
                    Put(branch, slot, child.Node, child.IsLeaf ? child.Count : NoLeaf, level);
            }
            return count <= LeafMax
                ? new Joined(Flatten(branch), count, true, JoinedFrom.Neither)
                : new Joined(branch, count, false, JoinedFrom.Neither);
        }

        private static bool HasLeaf(in Children children)
        {
            for (var slot = 0; slot < Width; slot++)
            {
                if (children[slot].IsLeaf)
                    return true;
            }
            return false;
        }

        private Joined Leaves(Side ours, Side theirs, int level)
        {
            if (SameKeys(ours, theirs) is { } joined)
                return joined;
            var left = ours.Entries;
            var right = theirs.Entries;
            if (_gathered.Length < left.Length + right.Length)
            {
                GiveBack();
                _gathered = ArrayPool<Entry>.Shared.Rent(left.Length + right.Length);
            }
            (_count, _from) = (0, JoinedFrom.Both);
            int i = 0, j = 0;
            while (i < left.Length && j < right.Length)
            {
                if (left[i].Hash < right[j].Hash)
                    OnlyOurs(left[i++]);
                else if (left[i].Hash > right[j].Hash)
                    OnlyTheirs(right[j++]);
                else
                    Runs(left, ref i, right, ref j);
            }
            while (i < left.Length)
                OnlyOurs(left[i++]);
            while (j < right.Length)
                OnlyTheirs(right[j++]);
            if ((_from & JoinedFrom.Ours) != 0)
                return ours.As(_from);
            if ((_from & JoinedFrom.Theirs) != 0)
                return theirs.As(_from);
            var node = Grow(_gathered.AsSpan(0, _count), level, out var length);
            return new Joined(node, _count, length >= 0, JoinedFrom.Neither);
        }

        /// <summary>
        /// The usual case: both leaves have the same keys in the same order. Then only values are compared, and a leaf
        /// is made, of the side that it was so far, where it becomes another than both. Null where it is not that case.
        /// </summary>
        private readonly Joined? SameKeys(Side ours, Side theirs)
        {
            var left = ours.Entries;
            var right = theirs.Entries;
            if (left.Length != right.Length)
                return null;
            var (from, made) = (JoinedFrom.Both, default(Entry[]));
            for (var i = 0; i < left.Length; i++)
            {
                ref readonly var entry = ref left[i];
                ref readonly var other = ref right[i];
                if (entry.Hash != other.Hash || !TJoin.SameKey(entry.Key, other.Key))
                    return null;
                var of = _join.Both(entry.Key, entry.Value, other.Value, out var joined);
                if (of == JoinedFrom.Nothing)
                    return null;
                if (made is null && (from & of) == JoinedFrom.Neither)
                    made = ((from & JoinedFrom.Ours) != 0 ? left : right).ToArray();
                if (made is not null)
                    made[i].Value = joined;
                from &= of;
            }
            return made is not null ? new Joined(made, made.Length, true, JoinedFrom.Neither, true)
                : (from & JoinedFrom.Ours) != 0 ? ours.As(from)
                : theirs.As(from);
        }

        /// <summary>Entries of one hash: nearly always one on each side.</summary>
        private void Runs(ReadOnlySpan<Entry> left, ref int i, ReadOnlySpan<Entry> right, ref int j)
        {
            var hash = left[i].Hash;
            var (leftEnd, rightEnd) = (EndOfRun(left, i), EndOfRun(right, j));
            for (var at = i; at < leftEnd; at++)
            {
                var twin = IndexInRun(right[j..rightEnd], 0, hash, left[at].Key);
                if (twin < 0)
                    OnlyOurs(left[at]);
                else
                    Together(left[at], right[j + twin].Value);
            }
            for (var at = j; at < rightEnd; at++)
            {
                if (IndexInRun(left[i..leftEnd], 0, hash, right[at].Key) < 0)
                    OnlyTheirs(right[at]);
            }
            (i, j) = (leftEnd, rightEnd);
        }

        private static int EndOfRun(ReadOnlySpan<Entry> entries, int start)
        {
            var end = start + 1;
            while (end < entries.Length && entries[end].Hash == entries[start].Hash)
                end++;
            return end;
        }

        // Where there is no entry, the result is as the side that had none.
        private void OnlyOurs(in Entry entry)
        {
            var from = _join.Ours(entry.Key, entry.Value, out var joined);
            _from &= from == JoinedFrom.Nothing ? JoinedFrom.Theirs : from & JoinedFrom.Ours;
            Gather(entry, from, joined);
        }

        private void OnlyTheirs(in Entry entry)
        {
            var from = _join.Theirs(entry.Key, entry.Value, out var joined);
            _from &= from == JoinedFrom.Nothing ? JoinedFrom.Ours : from & JoinedFrom.Theirs;
            Gather(entry, from, joined);
        }

        private void Together(in Entry ours, TValue theirs)
        {
            var from = _join.Both(ours.Key, ours.Value, theirs, out var joined);
            _from &= from;
            Gather(ours, from, joined);
        }

        private void Gather(in Entry entry, JoinedFrom from, TValue joined)
        {
            if (from != JoinedFrom.Nothing)
                _gathered[_count++] = new Entry { Hash = entry.Hash, Key = entry.Key, Value = joined };
        }
    }

    [System.Runtime.CompilerServices.InlineArray(Width)]
    private struct Children
    {
        private Joined _first;
    }
}
