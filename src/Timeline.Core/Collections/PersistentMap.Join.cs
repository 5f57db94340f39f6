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
        public bool KeepsAll => true;

        public bool SameKey(TKey left, TKey right) => PersistentMap<TKey, TValue>.SameKey(left, right);

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

        internal int Count => IsLeaf ? Entries.Length : AsBranch(Node!).Count;

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

        /// <summary>Whether two sides have one node in a slot, as most of what two versions have is.</summary>
        internal static bool ShareAt(in Side ours, in Side theirs, int slot) => !ours.IsLeaf && !theirs.IsLeaf
            && ReferenceEquals(AsBranch(ours.Node!).Children[slot], AsBranch(theirs.Node!).Children[slot]);

        /// <summary>A branch that holds what this side does, to be changed.</summary>
        internal MapBranch ToBranch(int level) => IsLeaf ? Split(Entries, level) : AsBranch(Node!).Copy();

        /// <summary>Whether this side is a branch that holds a leaf in a slot, of which it keeps the index.</summary>
        internal bool HasIndexAt(int slot) => !IsLeaf && AsBranch(Node!).HoldsLeafAt(slot);

        internal LeafIndex IndexAt(int slot) => AsBranch(Node!).IndexAt(slot);
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
        private Entry[] _gathered = NoEntries;
        private int _count;
        private JoinedFrom _from;

        internal readonly void GiveBack()
        {
            if (_gathered.Length > 0)
                ArrayPool<Entry>.Shared.Return(_gathered, clearArray: true);
        }

        internal Joined Nodes(in Side ours, in Side theirs, int level)
        {
            if (ours.Node is not null && ReferenceEquals(ours.Node, theirs.Node))
                return ours.As(JoinedFrom.Both);
            if (ours.IsEmpty && theirs.IsEmpty)
                return ours.As(JoinedFrom.Both);
            if (theirs.IsEmpty && _join.KeepsAll)
                return ours.As(JoinedFrom.Ours);
            if (ours.IsEmpty && _join.KeepsAll)
                return theirs.As(JoinedFrom.Theirs);
            return ours.IsLeaf && theirs.IsLeaf ? Leaves(ours, theirs, level) : Branches(ours, theirs, level);
        }

        /// <summary>
        /// Slot by slot. Nothing is made while the result may still be one of the sides; then a copy of the one that
        /// it was so far gets what follows.
        /// </summary>
        private Joined Branches(in Side ours, in Side theirs, int level)
        {
            var oursLeft = ours.Entries;
            var theirsLeft = theirs.Entries;
            var (from, made) = (JoinedFrom.Both, default(MapBranch));
            // Of what is not shared: the result has as much more than ours as its children have.
            var (count, ourCount) = (0, 0);
            for (var slot = 0; slot < Width; slot++)
            {
                if (Side.ShareAt(ours, theirs, slot))
                    continue;
                var left = ours.Child(slot, level, ref oursLeft);
                var right = theirs.Child(slot, level, ref theirsLeft);
                var child = Nodes(left, right, level + 1);
                count += child.Count;
                ourCount += left.Count;
                if (made is null && (from & child.From) == JoinedFrom.Neither)
                    made = ((from & JoinedFrom.Ours) != 0 ? ours : theirs).ToBranch(level);
                from &= child.From;
                if (made is not null)
                    made = With(made, slot, child, level, ours, theirs);
            }
            return made is not null ? Finished(made, ours.Count + count - ourCount)
                : (from & JoinedFrom.Ours) != 0 ? ours.As(from)
                : theirs.As(from);
        }

        /// <summary>
        /// What a branch keeps of a leaf follows from its hashes: of most leaves a side already has it.
        /// </summary>
        private static MapBranch With(
            MapBranch made, int slot, in Joined child, int level, in Side ours, in Side theirs)
        {
            if (!child.IsLeaf)
            {
                made.Put(slot, AsBranch(child.Node));
                return made;
            }
            made = made.WithRoomForLeaves();
            if ((child.IsOurs || child.HasOurHashes) && ours.HasIndexAt(slot))
                made.Put(slot, AsLeaf(child.Node), ours.IndexAt(slot));
            else if (child.IsTheirs && theirs.HasIndexAt(slot))
                made.Put(slot, AsLeaf(child.Node), theirs.IndexAt(slot));
            else
                Put(made, slot, child.Node, child.Count, level);
            return made;
        }

        private static Joined Finished(MapBranch made, int count)
        {
            made.Count = count;
            return count == 0 ? new Joined(NoEntries, 0, true, JoinedFrom.Neither)
                : count <= LeafMax ? new Joined(Flatten(made), count, true, JoinedFrom.Neither)
                : new Joined(made.WithoutRoomToSpare(), count, false, JoinedFrom.Neither);
        }

        private Joined Leaves(in Side ours, in Side theirs, int level)
        {
            var left = ours.Entries;
            var right = theirs.Entries;
            var start = SameStart(left, right);
            return left.Length == right.Length && TrySameKeys(ours, theirs, start, out var joined)
                ? joined
                : Merged(ours, theirs, start, level);
        }

        private Joined Merged(in Side ours, in Side theirs, int start, int level)
        {
            var left = ours.Entries;
            var right = theirs.Entries;
            var end = SameEnd(left[start..], right[start..]);
            Gather(left[start..^end], right[start..^end], start, end);
            if ((_from & JoinedFrom.Ours) != 0)
                return ours.As(_from);
            if ((_from & JoinedFrom.Theirs) != 0)
                return theirs.As(_from);
            left[..start].CopyTo(_gathered);
            left[^end..].CopyTo(_gathered.AsSpan(_count));
            var node = Grow(_gathered.AsSpan(0, _count + end), level, out var length);
            return new Joined(node, _count + end, length >= 0, JoinedFrom.Neither);
        }

        /// <summary>How many entries at the start of two leaves are the same, of which a join keeps all.</summary>
        private readonly int SameStart(ReadOnlySpan<Entry> left, ReadOnlySpan<Entry> right)
        {
            var (count, most) = (0, Math.Min(left.Length, right.Length));
            while (count < most && SameEntry(left[count], right[count]))
                count++;
            return count;
        }

        private readonly int SameEnd(ReadOnlySpan<Entry> left, ReadOnlySpan<Entry> right)
        {
            var (count, most) = (0, Math.Min(left.Length, right.Length));
            while (count < most && SameEntry(left[^(count + 1)], right[^(count + 1)]))
                count++;
            return count;
        }

        // Objects are not asked whether they are equal: that may cost more than joining them.
        private readonly bool SameEntry(in Entry left, in Entry right) => left.Hash == right.Hash
            && (typeof(TValue).IsValueType
                ? EqualityComparer<TValue>.Default.Equals(left.Value, right.Value)
                : ReferenceEquals(left.Value, right.Value))
            && _join.SameKey(left.Key, right.Key);

        /// <summary>
        /// The usual case: both leaves have the same keys in the same order. Then only values are compared, and a leaf
        /// is made, of the side that it was so far, where it becomes another than both. False where it is not that
        /// case.
        /// </summary>
        private readonly bool TrySameKeys(in Side ours, in Side theirs, int start, out Joined all)
        {
            var left = ours.Entries;
            var right = theirs.Entries;
            var (from, made) = (JoinedFrom.Both, default(Entry[]));
            all = default;
            for (var i = start; i < left.Length; i++)
            {
                ref readonly var entry = ref left[i];
                ref readonly var other = ref right[i];
                if (entry.Hash != other.Hash || !_join.SameKey(entry.Key, other.Key))
                    return false;
                var of = _join.Both(entry.Key, entry.Value, other.Value, out var joined);
                if (of == JoinedFrom.Nothing)
                    return false;
                if (made is null && (from & of) == JoinedFrom.Neither)
                    made = ((from & JoinedFrom.Ours) != 0 ? left : right).ToArray();
                if (made is not null)
                    made[i].Value = joined;
                from &= of;
            }
            all = made is not null ? new Joined(made, made.Length, true, JoinedFrom.Neither, true)
                : (from & JoinedFrom.Ours) != 0 ? ours.As(from)
                : theirs.As(from);
            return true;
        }

        /// <summary>
        /// Gathers what becomes of entries in the order of their hashes, with room for those that stand before and
        /// behind them.
        /// </summary>
        private void Gather(ReadOnlySpan<Entry> left, ReadOnlySpan<Entry> right, int before, int behind)
        {
            var most = before + left.Length + right.Length + behind;
            if (_gathered.Length < most)
            {
                GiveBack();
                _gathered = ArrayPool<Entry>.Shared.Rent(Math.Max(most, 2 * LeafMax));
            }
            (_count, _from) = (before, JoinedFrom.Both);
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
}
