using Timeline.Causality;
using Timeline.Sequences;
using Timeline.Trees;

namespace Timeline.Tests.Unit.Snippets;

public sealed class SequencesTests
{
    [Fact]
    public void Two_edit_a_text_and_merge()
    {
        var (ann, bob) = (ReplicaId.Of("ann"), ReplicaId.Of("bob"));
        var start = CrdtText.Empty.Insert(ann, 0, "Buy milk");

        var hers = start.Bind(text => text.Insert(ann, 8, ", bread"));
        var his = start.Bind(text => text.Replace(bob, 0, 3, "Get"));

        var merged = hers.Bind(one => his.Map(other => one.Merge(other)));   // Get milk, bread
        Assert.Equal("Get milk, bread", merged.Map(text => text.ToString()));
    }

    [Fact]
    public void A_mark_stays_with_its_element()
    {
        var text = CrdtText.Empty.Insert(ReplicaId.Of("ann"), 0, "one three").Match(it => it, _ => CrdtText.Empty);
        var mark = text.AnchorAt(4, AnchorSide.Behind);
        var edited = text.Insert(ReplicaId.Of("bob"), 4, "two ");
        Assert.Equal(8, edited.Match(it => (int)it.IndexOf(mark), _ => -1));
    }

    [Fact]
    public void A_node_is_moved_with_what_hangs_on_it()
    {
        var (ann, bob) = (ReplicaId.Of("ann"), ReplicaId.Of("bob"));

        var plan = MovableTree<string>.Empty.Add(ann, null, "plan");
        var step = plan.Bind(it => it.Tree.Add(ann, null, "step"));

        var moved = plan.Bind(first => step.Bind(second => second.Tree.Move(bob, second.Node, first.Node)));
        Assert.Equal(["plan", "step"], moved.Map(tree => tree.Nodes.Select(node => node.Value)).IfLeft([]));
    }
}
