using System.Runtime.CompilerServices;
using LanguageExt;

namespace Timeline.Collections;

public sealed partial class PersistentMap<TKey, TValue>
{
    /// <summary>Brings together what two sides made of one map.</summary>
    /// <param name="before">What both started from.</param>
    /// <param name="ours">What one side made of it.</param>
    /// <param name="theirs">What the other side made of it.</param>
    /// <param name="resolve">
    /// For a key that both changed, differently: the value to keep, or none to remove the key.
    /// </param>
    /// <returns>The merged map; one of the sides itself if the other changed nothing that it lacks.</returns>
    /// <remarks>
    /// Nodes that two of the three share are not looked into, and the merged map shares with both sides: O(changes ·
    /// log n). Laws: a side that changed nothing yields to the other; two equal sides are the result; swapping the
    /// sides (and the answers of <paramref name="resolve"/>) gives an equal map; changes to different keys never meet.
    /// </remarks>
    public static PersistentMap<TKey, TValue> Merge(
        PersistentMap<TKey, TValue> before,
        PersistentMap<TKey, TValue> ours,
        PersistentMap<TKey, TValue> theirs,
        Func<MapConflict<TKey, TValue>, Option<TValue>> resolve) =>
        Merge(before, ours, theirs, resolve, EqualityComparer<TValue>.Default);

    /// <summary>Brings together what two sides made of one map, where a comparer says which values are equal.</summary>
    /// <param name="before">What both started from.</param>
    /// <param name="ours">What one side made of it.</param>
    /// <param name="theirs">What the other side made of it.</param>
    /// <param name="resolve">
    /// For a key that both changed, differently: the value to keep, or none to remove the key.
    /// </param>
    /// <param name="values">The comparer; a value must be equal to itself.</param>
    /// <returns>The merged map.</returns>
    public static PersistentMap<TKey, TValue> Merge(
        PersistentMap<TKey, TValue> before,
        PersistentMap<TKey, TValue> ours,
        PersistentMap<TKey, TValue> theirs,
        Func<MapConflict<TKey, TValue>, Option<TValue>> resolve,
        IEqualityComparer<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        ArgumentNullException.ThrowIfNull(resolve);
        ArgumentNullException.ThrowIfNull(values);
        var merged = new MergeWalk(resolve, values)
            .Nodes(Subtree.Root(before), Subtree.Root(ours), Subtree.Root(theirs), 0);
        return ReferenceEquals(merged.Node, ours._root) ? ours
            : ReferenceEquals(merged.Node, theirs._root) ? theirs
            : ReferenceEquals(merged.Node, before._root) ? before
            : merged.Count == 0 ? Empty
            : new PersistentMap<TKey, TValue>(merged.Node, merged.Count);
    }

    /// <summary>A node, and which kind it is.</summary>
    private readonly record struct Subtree(object Node, bool IsLeaf)
    {
        internal int Count => IsLeaf ? AsLeaf(Node).Length : AsBranch(Node).Count;

        internal int Length => IsLeaf ? AsLeaf(Node).Length : NoLeaf;

        internal static Subtree Root(PersistentMap<TKey, TValue> map) => new(map._root, map._count <= LeafMax);

        internal Subtree Child(int slot) => new(AsBranch(Node).Children[slot], AsBranch(Node).HoldsLeafAt(slot));
    }

    private readonly struct MergeWalk(
        Func<MapConflict<TKey, TValue>, Option<TValue>> resolve, IEqualityComparer<TValue> values)
    {
        internal Subtree Nodes(Subtree before, Subtree ours, Subtree theirs, int level)
        {
            if (ReferenceEquals(ours.Node, theirs.Node) || ReferenceEquals(before.Node, theirs.Node))
                return ours;
            if (ReferenceEquals(before.Node, ours.Node))
                return theirs;
            return before.IsLeaf || ours.IsLeaf || theirs.IsLeaf
                ? Entries(before, ours, theirs, level)
                : Branches(before, ours, theirs, level);
        }

        private Subtree Branches(Subtree before, Subtree ours, Subtree theirs, int level)
        {
            var merged = AsBranch(ours.Node);
            var (allTheirs, owner) = (true, new MapBranch.Owner());
            for (var slot = 0; slot < Width; slot++)
            {
                var (left, right) = (ours.Child(slot), theirs.Child(slot));
                var child = Nodes(before.Child(slot), left, right, level + 1);
                allTheirs &= ReferenceEquals(child.Node, right.Node);
                if (ReferenceEquals(child.Node, left.Node))
                    continue;
                merged = merged.EditableBy(owner, slot, child.IsLeaf);
                PersistentMap<TKey, TValue>.Put(merged, slot, child.Node, child.Length, level);
                merged.Count += child.Count - left.Count;
            }
            return ReferenceEquals(merged, ours.Node) ? ours
                : allTheirs ? theirs
                : merged.Count <= LeafMax ? new Subtree(Flatten(merged), true)
                : new Subtree(merged, false);
        }

        /// <summary>Repeats on our side what they changed; what they changed is at least what is walked.</summary>
        private Subtree Entries(Subtree before, Subtree ours, Subtree theirs, int level)
        {
            var walk = new DiffWalk(values);
            walk.Nodes(before.Node, before.IsLeaf, theirs.Node, theirs.IsLeaf, level);
            var merged = ours;
            foreach (var change in walk.Changes)
            {
                var key = change.Key;
                ref var start = ref EntryIn(before, level, key);
                ref var left = ref EntryIn(ours, level, key);
                ref var right = ref EntryIn(theirs, level, key);
                if (Same(ref start, ref left))
                    merged = With(merged, level, key, ref right);
                else if (!Same(ref left, ref right))
                    merged = Resolved(merged, level, key, new(key, Of(ref start), Of(ref left), Of(ref right)));
            }
            return merged;
        }

        private Subtree Resolved(Subtree merged, int level, TKey key, MapConflict<TKey, TValue> conflict) =>
            resolve(conflict).Match(
                Some: value => Put(merged, level, new Entry { Hash = HashOf(key), Key = key, Value = value }),
                None: () => Without(merged, level, key));

        private static Subtree With(Subtree merged, int level, TKey key, ref Entry entry) =>
            Unsafe.IsNullRef(ref entry) ? Without(merged, level, key) : Put(merged, level, entry);

        private static Subtree Put(Subtree merged, int level, Entry entry)
        {
            var edit = default(Edit);
            var length = merged.Length;
            var node = PersistentMap<TKey, TValue>.Set(merged.Node, ref length, level, entry, null, ref edit);
            return new Subtree(node, length >= 0);
        }

        private static Subtree Without(Subtree merged, int level, TKey key)
        {
            var edit = default(Edit);
            var length = merged.Length;
            var node = PersistentMap<TKey, TValue>.Remove(
                merged.Node, ref length, level, HashOf(key), key, null, ref edit);
            return new Subtree(node, length >= 0);
        }

        private bool Same(ref Entry left, ref Entry right) =>
            Unsafe.IsNullRef(ref left) || Unsafe.IsNullRef(ref right)
                ? Unsafe.IsNullRef(ref left) && Unsafe.IsNullRef(ref right)
                : SameValue(left.Value, right.Value, values);

        private static Option<TValue> Of(ref Entry entry) =>
            Unsafe.IsNullRef(ref entry) ? Option<TValue>.None : Prelude.Optional(entry.Value);

        private static ref Entry EntryIn(Subtree tree, int level, TKey key)
        {
            var hash = HashOf(key);
            while (!tree.IsLeaf)
                tree = tree.Child(SlotOf(hash, level++));
            var leaf = AsLeaf(tree.Node);
            var index = IndexAt(leaf, leaf.Length, level, hash, key);
            return ref index < 0 ? ref Unsafe.NullRef<Entry>() : ref leaf[index];
        }
    }
}
