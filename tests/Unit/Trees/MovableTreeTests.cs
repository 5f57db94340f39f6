using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Trees;

namespace Timeline.Tests.Unit.Trees;

public sealed class MovableTreeTests
{
    private static readonly ReplicaId Ann = ReplicaId.Of("ann");
    private static readonly ReplicaId Bob = ReplicaId.Of("bob");

    [Fact]
    public void Two_moves_that_would_make_a_cycle_leave_a_tree()
    {
        var (tree, (a, b)) = Two();
        var hers = Right(tree.Move(Ann, a, b));
        var his = Right(tree.Move(Bob, b, a));
        var merged = hers.Merge(his);
        Assert.Equal(his.Merge(hers), merged);
        Assert.Equal([new TreeNode<string>(b, null, "b"), new TreeNode<string>(a, b, "a")], merged.Nodes);
    }

    [Fact]
    public void A_move_that_comes_late_is_done_before_those_after_it()
    {
        var (tree, (a, b)) = Two();
        var late = Right(tree.Move(Ann, a, b));
        var early = Right(Right(Right(tree.Set(Bob, b, "B")).Set(Bob, b, "BB")).Move(Bob, b, null));
        var merged = early.Merge(late);
        Assert.Equal(new TreeNode<string>(a, b, "a"), merged.Find(a));
        Assert.Equal(new TreeNode<string>(b, null, "BB"), merged.Find(b));
    }

    [Fact]
    public void What_is_removed_by_one_and_moved_later_by_another_is_there_with_all_that_hangs_on_it()
    {
        var (tree, (a, b)) = Two();
        var under = Right(tree.Move(Ann, b, a));
        var removed = Right(under.Remove(Ann, a));
        Assert.Empty(removed.Nodes);
        Assert.Empty(removed.ChildrenOf(a));
        var moved = Right(Right(under.Set(Bob, a, "A")).Set(Bob, a, "AA"));
        Assert.Equal([a, b], removed.Merge(moved).Nodes.Select(node => node.Id));
    }

    [Fact]
    public void What_cannot_be_done_is_told()
    {
        var (tree, (a, b)) = Two();
        var under = Right(tree.Move(Ann, b, a));
        Assert.Equal(new TimelineError.NodeUnderItself(a, b), Left(under.Move(Ann, a, b)));
        Assert.Equal(new TimelineError.NodeUnderItself(a, a), Left(under.Move(Ann, a, a)));
        var removed = Right(under.Remove(Ann, a));
        Assert.Equal(new TimelineError.NodeUnknown(b), Left(removed.Set(Ann, b, "x")));
        Assert.Equal(new TimelineError.NodeUnknown(a), Left(removed.Add(Ann, a, "x")));
        Assert.Equal("the tree has no node ann:1", Left(removed.Move(Ann, a, null)).Message);
        Assert.Equal("the node ann:1 cannot hang on ann:2, which hangs on it", Left(under.Move(Ann, a, b)).Message);
    }

    [Fact]
    public void Moving_a_node_to_where_it_is_changes_nothing()
    {
        var (tree, (a, _)) = Two();
        Assert.Same(tree, Right(tree.Move(Ann, a, null)));
    }

    [Fact]
    public void A_tree_whose_moves_came_late_is_that_of_all_moves_in_their_order()
    {
        var random = new Random(7);
        var tree = MovableTree<string>.Empty;
        List<MovableTree<string>> deltas = [];
        List<Dot> nodes = [];
        for (var i = 0; i < 600; i++)
        {
            Dot? to = nodes.Count == 0 || random.Next(5) == 0 ? null : nodes[random.Next(nodes.Count)];
            var (before, who) = (tree, i % 3 == 0 ? Ann : Bob);
            if (random.Next(3) == 0 && nodes.Count > 0)
            {
                tree = tree.Move(who, nodes[random.Next(nodes.Count)], to).IfLeft(tree);
            }
            else
            {
                var added = Right(tree.Add(who, to, $"{i}"));
                nodes.Add(added.Node);
                tree = added.Tree;
            }
            deltas.Add(tree.Delta(before));
        }
        var late = MovableTree<string>.Empty;
        foreach (var delta in deltas.Chunk(7).OrderBy(_ => random.Next()).SelectMany(chunk => chunk))
        {
            late = late.Merge(delta);
            if (random.Next(20) == 0)
                Assert.Equal(Right(CrdtJson.Read<MovableTree<string>>(CrdtJson.ToUtf8(late))).Nodes, late.Nodes);
        }
        Assert.Equal(tree.Nodes, late.Nodes);
        Assert.Equal(tree.MoveCount, late.MoveCount);
    }

    private static (MovableTree<string> Tree, (Dot A, Dot B) Nodes) Two()
    {
        var first = Right(MovableTree<string>.Empty.Add(Ann, null, "a"));
        var second = Right(first.Tree.Add(Ann, null, "b"));
        return (second.Tree, (first.Node, second.Node));
    }
}
