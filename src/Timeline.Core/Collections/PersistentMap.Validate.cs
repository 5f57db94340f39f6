namespace Timeline.Collections;

public sealed partial class PersistentMap<TKey, TValue>
{
    /// <summary>Checks every invariant of the trie; for tests.</summary>
    /// <exception cref="InvalidOperationException">One does not hold.</exception>
    internal void Validate()
    {
        var count = ValidateNode(_root, _count <= LeafMax, 0, 0);
        Require(count == _count, "the map knows its count");
        Require(_count > 0 || ReferenceEquals(this, Empty), "there is one empty map");
    }

    /// <summary>The shape of the trie as text, in which entries of one hash stand in no order; for tests.</summary>
    internal string Shape() => ShapeOf(_root, _count <= LeafMax);

    /// <summary>How many branches stand above the deepest leaf; for tests.</summary>
    internal int Depth() => DepthOf(_root, _count <= LeafMax);

    private static int DepthOf(object node, bool isLeaf) => isLeaf
        ? 0
        : 1 + Enumerable.Range(0, Width)
            .Max(slot => DepthOf(AsBranch(node).Children[slot], AsBranch(node).HoldsLeafAt(slot)));

    private static string ShapeOf(object node, bool isLeaf)
    {
        if (isLeaf)
        {
            var entries = AsLeaf(node).Select(entry => $"{entry.Hash:x8}:{entry.Key}").Order(StringComparer.Ordinal);
            return $"[{string.Join(' ', entries)}]";
        }
        var branch = AsBranch(node);
        var children = Enumerable.Range(0, Width)
            .Select(slot => ShapeOf(branch.Children[slot], branch.HoldsLeafAt(slot)));
        return $"({branch.Count}{string.Concat(children)})";
    }

    private static int ValidateNode(object node, bool isLeaf, int level, uint prefix)
    {
        Require(isLeaf == node is Entry[], "a node is of the kind its parent says");
        var count = isLeaf ? ValidateLeaf(AsLeaf(node), level, prefix) : ValidateBranch(AsBranch(node), level, prefix);
        Require(isLeaf == IsLeaf(count, level), "leaf or branch depends on the count alone");
        return count;
    }

    private static int ValidateBranch(MapBranch branch, int level, uint prefix)
    {
        var sum = 0;
        for (var slot = 0; slot < Width; slot++)
        {
            var childPrefix = prefix | (uint)slot << (32 - BitsPerLevel - level * BitsPerLevel);
            var length = ValidateNode(branch.Children[slot], branch.HoldsLeafAt(slot), level + 1, childPrefix);
            Require(branch.LengthAt(slot) == (branch.HoldsLeafAt(slot) ? length : NoLeaf), "a branch knows its leaves");
            Require(
                !branch.HoldsLeafAt(slot)
                || branch.IndexAt(slot) == IndexOf(AsLeaf(branch.Children[slot]), level + 1),
                "a branch knows where in its leaves each slot begins");
            sum += length;
        }
        Require(sum == branch.Count, "a branch knows its count");
        return sum;
    }

    private static int ValidateLeaf(Entry[] leaf, int level, uint prefix)
    {
        Require(leaf.Length > 0 || ReferenceEquals(leaf, NoEntries), "there is one empty leaf");
        for (var i = 0; i < leaf.Length; i++)
        {
            Require(leaf[i].Hash == HashOf(leaf[i].Key), "an entry knows its hash");
            Require(level == 0 || leaf[i].Hash >> (32 - level * BitsPerLevel) == prefix >> (32 - level * BitsPerLevel),
                "an entry stands under its hash");
            Require(i == 0 || leaf[i - 1].Hash <= leaf[i].Hash, "a leaf is in the order of hashes");
            for (var j = i - 1; j >= 0 && leaf[j].Hash == leaf[i].Hash; j--)
                Require(!SameKey(leaf[j].Key, leaf[i].Key), "a key stands once");
        }
        return leaf.Length;
    }

    private static void Require(bool holds, string invariant)
    {
        if (!holds)
            throw new InvalidOperationException($"Broken invariant: {invariant}.");
    }
}
