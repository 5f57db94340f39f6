using System.Text;
using LanguageExt;
using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Trees;

namespace Timeline.Tests.Unit.Trees;

/// <summary>Trees that no honest replica makes: an error value, or a tree that merges to the same everywhere.</summary>
public sealed class ForgedTreeTests
{
    private static readonly ReplicaId Ann = ReplicaId.Of("ann");
    private static readonly ReplicaId Bob = ReplicaId.Of("bob");

    [Theory]
    [InlineData("""{"at":["a",1],"node":["b",5],"value":1}""", "the move a:1 names a node that was not made before it")]
    [InlineData("""{"at":["b",1],"node":["a",1],"value":1}""", "the move b:1 names a node that was not made before it")]
    [InlineData("""{"at":["a",2],"node":["a",1],"under":["b",2],"value":1}""", "the move a:2 names a node that was not made before it")]
    [InlineData("""{"at":["a",1],"node":["a",1],"under":["a",1],"value":1}""", "the move a:1 names a node that was not made before it")]
    [InlineData("""{"at":["a",1],"node":["a",1]}""", "a move needs a stamp, a node and a value")]
    [InlineData("""{"at":["a",1],"at":["a",1],"node":["a",1],"value":1}""", "'at' should stand in a move once")]
    [InlineData("""{"at":["a",1],"node":["a",1],"value":1,"value":2}""", "'value' should stand in a move once")]
    [InlineData("""{"at":["a",2],"node":["a",1],"value":1,"removed":true,"under":["b",1]}""", "a move is to nowhere, or under a node, and not both")]
    [InlineData("""{"at":["a",1],"node":["a",1],"value":1},{"at":["a",1],"node":["a",1],"value":1}""", "two moves have the stamp a:1")]
    [InlineData("""{"at":["a",9007199254740992],"node":["a",1],"value":1}""", "a whole number from 1 to 9007199254740991")]
    [InlineData("""{"at":["a",0],"node":["a",1],"value":1}""", "a whole number from 1 to 9007199254740991")]
    public void A_move_that_no_clock_could_have_stamped_is_refused(string moves, string reason) =>
        Assert.Contains(reason, Left(Read(moves)).Message, StringComparison.Ordinal);

    [Fact]
    public void JSON_that_is_cut_anywhere_is_refused_and_with_any_byte_refused_or_merges_to_the_same()
    {
        var honest = Right(MovableTree<int>.Empty.Add(Bob, null, 7)).Tree;
        var json = CrdtJson.ToUtf8(Edited());
        for (var i = 0; i < json.Length; i++)
        {
            Assert.True(CrdtJson.Read<MovableTree<int>>(json.AsSpan(0, i)).IsLeft);
            foreach (var value in "019\"[]{},:\\ab-. "u8)
            {
                byte[] changed = [.. json];
                changed[i] = value;
                _ = CrdtJson.Read<MovableTree<int>>(changed).Map(tree =>
                {
                    var (one, other) = (tree.Merge(honest), honest.Merge(tree));
                    Assert.Equal(one, other);
                    Assert.Equal(one.Nodes, other.Nodes);
                    Assert.Equal(one, Right(CrdtJson.Read<MovableTree<int>>(CrdtJson.ToUtf8(one))));
                    return true;
                });
            }
        }
    }

    [Fact]
    public void A_tree_whose_steps_a_forger_used_up_tells_so_and_can_still_be_written()
    {
        var forged = Right(Read("""{"at":["eve",9007199254740991],"node":["eve",1],"value":1}"""));
        var tree = forged.Merge(Edited());
        var error = Assert.IsType<TimelineError.StepsExhausted>(Left(tree.Add(Ann, null, 1)));
        Assert.Equal(Dot.LargestExchanged, error.Sequence);
        Assert.Equal(tree, Right(CrdtJson.Read<MovableTree<int>>(CrdtJson.ToUtf8(tree))));
    }

    [Fact]
    public void Two_moves_with_one_stamp_are_decided_alike_everywhere()
    {
        var one = Right(Read("""{"at":["a",1],"node":["a",1],"value":1}"""));
        var other = Right(Read("""{"at":["a",1],"node":["a",1],"value":2}"""));
        Assert.Equal(one.Merge(other), other.Merge(one));
        Assert.True(one.Merge(other) == other.Merge(one) && one != other);
    }

    [Fact]
    public void Nodes_whose_parent_has_not_come_wait_and_are_counted()
    {
        var parent = Right(MovableTree<int>.Empty.Add(Ann, null, 1));
        var child = Right(parent.Tree.Add(Ann, parent.Node, 2));
        var both = Right(child.Tree.Add(Bob, child.Node, 3)).Tree;
        var delta = both.Delta(parent.Tree);
        Assert.Equal((2, 0), (delta.WaitingCount, delta.Nodes.Count()));
        Assert.Equal(delta, Right(CrdtJson.Read<MovableTree<int>>(CrdtJson.ToUtf8(delta))));
        Assert.Equal(0, delta.Merge(parent.Tree).WaitingCount);
        Assert.Equal(both, delta.Merge(parent.Tree));
        Assert.Equal(0, Right(both.Remove(Bob, parent.Node)).WaitingCount);
    }

    [Fact]
    public void A_tree_as_deep_as_it_has_nodes_is_read_in_time_that_grows_with_it()
    {
        var tree = MovableTree<int>.Empty;
        Dot? deepest = null;
        for (var i = 0; i < 3_000; i++)
        {
            var added = Right(tree.Add(Ann, deepest, i));
            (tree, deepest) = (added.Tree, added.Node);
        }
        var read = Right(CrdtJson.Read<MovableTree<int>>(CrdtJson.ToUtf8(tree)));
        Assert.Equal(tree, read);
        Assert.Equal(3_000, read.Nodes.Count());
    }

    private static MovableTree<int> Edited()
    {
        var first = Right(MovableTree<int>.Empty.Add(Ann, null, 1));
        var second = Right(first.Tree.Add(Bob, first.Node, 2));
        return Right(Right(second.Tree.Move(Ann, second.Node, null)).Remove(Bob, first.Node));
    }

    private static Either<TimelineError, MovableTree<int>> Read(string moves) => CrdtJson.Read<MovableTree<int>>(
        Encoding.UTF8.GetBytes($$"""{"type":"movable-tree","version":1,"state":[{{moves}}]}"""));
}
