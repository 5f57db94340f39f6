using Timeline.Causality;
using Timeline.Trees;

namespace Timeline.Tests.Properties.Trees;

/// <summary>Three replicas of one tree that play a case, and all moves that were ever made.</summary>
internal sealed class TreeReplicas
{
    private static readonly ReplicaId[] Names = [ReplicaId.Of("b"), ReplicaId.Of("a"), ReplicaId.Of("c")];

    private readonly MovableTree<int>[] _trees = [MovableTree<int>.Empty, MovableTree<int>.Empty, MovableTree<int>.Empty];

    public IReadOnlyList<MovableTree<int>> Trees => _trees;

    /// <summary>All nodes there ever were.</summary>
    public List<Dot> Made { get; } = [];

    public static TreeReplicas Play(IEnumerable<TreeEdit> edits)
    {
        var replicas = new TreeReplicas();
        foreach (var edit in edits)
            replicas.Do(edit);
        return replicas;
    }

    private void Do(TreeEdit edit)
    {
        var (who, tree) = (edit.Replica, _trees[edit.Replica]);
        var name = Names[who];
        Dot[] nodes = [.. tree.Nodes.Select(node => node.Id)];
        Dot? to = nodes.Length == 0 || edit.To % 5 == 0 ? null : nodes[edit.To % nodes.Length];
        var node = nodes.Length == 0 ? default : nodes[edit.Node % nodes.Length];
        switch (edit.Kind)
        {
            case < 3:
                var added = Right(tree.Add(name, to, edit.Node));
                Made.Add(added.Node);
                _trees[who] = added.Tree;
                break;
            case < 6 when nodes.Length > 0:
                _trees[who] = tree.Move(name, node, to).IfLeft(tree);
                break;
            case 6 when nodes.Length > 0:
                _trees[who] = Right(tree.Set(name, node, edit.To));
                break;
            case 7 when nodes.Length > 0:
                _trees[who] = Right(tree.Remove(name, node));
                break;
            case >= 8:
                var from = _trees[edit.To % 3];
                _trees[who] = tree.Merge(edit.Kind == 8 ? from : from.Delta(tree));
                break;
        }
    }
}
