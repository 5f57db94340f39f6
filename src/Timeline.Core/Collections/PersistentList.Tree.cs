namespace Timeline.Collections;

// Whole trees: joining and splitting, in O(log n) (after Blelloch, Ferizovic and Sun, "Just Join", SPAA 2016).
public sealed partial class PersistentList<T>
{
    /// <summary>A root with its height; no root at all for no elements.</summary>
    private readonly record struct Tree(object? Root, int Height)
    {
        internal int Count => Root is null ? 0 : ListBranch.CountOf(Root, Height);

        internal static Tree Leaf(T[] leaf) => leaf.Length == 0 ? default : new Tree(leaf, 0);

        internal static Tree Of(NodePair pair, int height) => pair.Second is null
            ? new Tree(pair.First, height)
            : new Tree(ListBranch.Of([pair.First, pair.Second], height + 1), height + 1);
    }

    private static Tree Join(Tree left, Tree right)
    {
        if (left.Root is null)
            return right;
        if (right.Root is null)
            return left;
        return left.Height >= right.Height
            ? Tree.Of(JoinRight(left.Root, left.Height, right), left.Height)
            : Tree.Of(JoinLeft(left, right.Root, right.Height), right.Height);
    }

    private static NodePair JoinRight(object node, int height, Tree right)
    {
        if (height == right.Height)
            return JoinLevel(node, right.Root!, height);
        var branch = AsBranch(node);
        var last = branch.ChildrenCount - 1;
        var (first, second) = JoinRight(branch.Children[last]!, height - 1, right);
        return branch.Exchange(last, 1, second is null ? [first] : [first, second]);
    }

    private static NodePair JoinLeft(Tree left, object node, int height)
    {
        if (height == left.Height)
            return JoinLevel(left.Root!, node, height);
        var branch = AsBranch(node);
        var (first, second) = JoinLeft(left, branch.Children[0]!, height - 1);
        return branch.Exchange(0, 1, second is null ? [first] : [first, second]);
    }

    private static (Tree Left, Tree Right) SplitTree(Tree tree, int index)
    {
        if (index == 0 || tree.Root is null)
            return (default, tree);
        if (index == tree.Count)
            return (tree, default);
        if (tree.Height == 0)
            return (Tree.Leaf(AsLeaf(tree.Root)[..index]), Tree.Leaf(AsLeaf(tree.Root)[index..]));
        var branch = AsBranch(tree.Root);
        var slot = branch.SlotOf(index);
        var child = new Tree(branch.Children[slot]!, tree.Height - 1);
        var (left, right) = SplitTree(child, index - branch.StartOf(slot));
        return (
            Join(Some(branch, 0, slot), left),
            Join(right, Some(branch, slot + 1, branch.ChildrenCount)));
    }

    /// <summary>The tree of some neighbouring children of a branch.</summary>
    private static Tree Some(ListBranch branch, int start, int end)
    {
        if (start == end)
            return default;
        if (end - start == 1)
            return new Tree(branch.Children[start], branch.Height - 1);
        return new Tree(branch.Some(start, end), branch.Height);
    }

    /// <summary>The tree of full leaves of which only the last two may be smaller.</summary>
    private static Tree FromLeaves(List<object> nodes)
    {
        if (nodes.Count == 0)
            return default;
        var height = 0;
        while (nodes.Count > 1)
        {
            height++;
            var parents = new List<object>(nodes.Count / ListBranch.Width + 1);
            ReadOnlySpan<object> rest = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes);
            while (!rest.IsEmpty)
            {
                // The last two share evenly what would leave one too narrow.
                var take = rest.Length <= ListBranch.Width ? rest.Length
                    : rest.Length < ListBranch.Width + ListBranch.MinWidth ? rest.Length / 2
                    : ListBranch.Width;
                parents.Add(ListBranch.Of(rest[..take], height));
                rest = rest[take..];
            }
            nodes = parents;
        }
        return new Tree(nodes[0], height);
    }
}
