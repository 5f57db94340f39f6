using Timeline.Causality;

namespace Timeline.Tests.Properties.Trees;

public sealed class MovableTreeLaws
{
    [Fact]
    public void No_node_is_lost_or_there_twice_and_each_stands_behind_its_parent() => Law.Holds(TreeEdit.Some(40), edits =>
    {
        var replicas = TreeReplicas.Play(edits);
        var all = replicas.Trees.Aggregate((one, other) => one.Merge(other));
        HashSet<Dot> met = [];
        foreach (var node in all.Nodes)
        {
            Assert.True(node.Parent is not { } parent || met.Contains(parent));
            Assert.True(met.Add(node.Id));
            Assert.Contains(node.Id, all.ChildrenOf(node.Parent));
            Assert.Equal(node, all.Find(node.Id));
        }
        var removed = all.Log.Where(step => step.Move.IsRemoved).Select(step => step.Move.Node).ToHashSet();
        foreach (var node in replicas.Made.Where(node => !met.Contains(node)))
        {
            var at = node;
            while (!removed.Contains(at))
                at = all.Now.Of(at)!.Parent;
        }
    }, 2_000);
}
