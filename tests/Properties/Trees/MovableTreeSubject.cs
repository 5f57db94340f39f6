using Timeline.Causality;
using Timeline.Tests.Properties.Crdts;
using Timeline.Trees;

namespace Timeline.Tests.Properties.Trees;

/// <summary>Makes, moves, sets and removes nodes; the model is all moves, done one by one in their order.</summary>
internal sealed class MovableTreeSubject : Subject<MovableTree<int>>
{
    private sealed record Moved(Dot Stamp, TreeMove<int> Move);

    public override State Change(State state, Turn turn)
    {
        var tree = state.Crdt;
        Dot[] nodes = [.. tree.Nodes.Select(node => node.Id)];
        Dot? to = nodes.Length == 0 || turn.Pick(4, 1) == 0 ? null : nodes[turn.Pick(nodes.Length, 2)];
        var node = nodes.Length == 0 ? default : nodes[turn.Pick(nodes.Length, 3)];
        var changed = (nodes.Length == 0 ? 0 : turn.Pick(6)) switch
        {
            0 or 1 => Right(tree.Add(turn.Replica, to, turn.Time)).Tree,
            2 => Right(tree.Set(turn.Replica, node, turn.Time)),
            3 => Right(tree.Remove(turn.Replica, node)),
            _ => tree.Move(turn.Replica, node, to).IfLeft(tree),
        };
        return ReferenceEquals(changed, tree)
            ? state
            : new(changed, turn.Record(state.Facts, new Moved(changed.Log[^1].Stamp, changed.Log[^1].Move)));
    }

    public override void Agree(State state, Ledger ledger)
    {
        Dictionary<Dot, TreeMove<int>> plain = [];
        foreach (var (_, move) in ledger.Live<Moved>(state.Facts).OrderBy(it => it.Stamp.Sequence).ThenBy(it => it.Stamp.Replica))
        {
            if (move.IsRemoved || !Hangs(plain, move.Parent, move.Node))
                plain[move.Node] = move;
        }
        var expected = plain.Where(pair => Hangs(plain, pair.Key, default))
            .Select(pair => (pair.Key, pair.Value.Parent, pair.Value.Value));
        Assert.Equal(
            expected.Order(), state.Crdt.Nodes.Select(node => (node.Id, node.Parent ?? default, node.Value)).Order());
    }

    private static bool Hangs(Dictionary<Dot, TreeMove<int>> plain, Dot node, Dot on)
    {
        while (node != on)
        {
            if (!plain.TryGetValue(node, out var move) || move.IsRemoved)
                return false;
            node = move.Parent;
        }
        return true;
    }
}
