using Timeline.Causality;
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

    private static (MovableTree<string> Tree, (Dot A, Dot B) Nodes) Two()
    {
        var first = Right(MovableTree<string>.Empty.Add(Ann, null, "a"));
        var second = Right(first.Tree.Add(Ann, null, "b"));
        return (second.Tree, (first.Node, second.Node));
    }
}
