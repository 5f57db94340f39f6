using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Trees;

/// <summary>
/// Where each node stands after the moves so far. Immutable; the next one shares all but what the move changes.
/// </summary>
internal sealed class Placement<T>
{
    public static readonly Placement<T> Empty = new([], []);

    private readonly PersistentMap<Dot, TreeMove<T>> _last;
    private readonly PersistentMap<Dot, PersistentMap<Dot, bool>> _children;

    private Placement(PersistentMap<Dot, TreeMove<T>> last, PersistentMap<Dot, PersistentMap<Dot, bool>> children)
    {
        _last = last;
        _children = children;
    }

    /// <summary>The move that put the node where it stands; null for a node that is not known.</summary>
    public TreeMove<T>? Of(Dot node) => _last.TryGetValue(node, out var move) ? move : null;

    /// <summary>The children, the earliest made first.</summary>
    public Dot[] Children(Dot parent)
    {
        if (!_children.TryGetValue(parent, out var children))
            return [];
        var sorted = children.Select(child => child.Key).ToArray();
        Array.Sort(sorted, TreeMove<T>.Order);
        return sorted;
    }

    /// <summary>Whether the node hangs on the other one, at any depth, or is it.</summary>
    /// <remarks>O(depth of the node); O(log n) where nothing hangs on the other one, as on one that is new.</remarks>
    public bool IsUnder(Dot node, Dot other)
    {
        if (node != other && !_children.ContainsKey(other))
            return false;
        while (node != other)
        {
            if (Of(node) is not { IsRemoved: false } move || move.Parent == default)
                return false;
            node = move.Parent;
        }
        return true;
    }

    /// <summary>Whether the node hangs on the root.</summary>
    public bool IsInTree(Dot node)
    {
        while (Of(node) is { IsRemoved: false } move)
        {
            if (move.Parent == default)
                return true;
            node = move.Parent;
        }
        return false;
    }

    /// <summary>How many nodes hang on one whose making, or any other move of it, has not come.</summary>
    public int WaitingCount()
    {
        var count = 0;
        Stack<Dot> open = new(_children.Select(entry => entry.Key).Where(node => node != default && Of(node) is null));
        while (open.TryPop(out var parent))
        {
            foreach (var (child, _) in _children.TryGetValue(parent, out var children) ? children : [])
            {
                count++;
                open.Push(child);
            }
        }
        return count;
    }

    /// <summary>The tree after a move; the same where the node would hang on itself.</summary>
    public Placement<T> After(TreeMove<T> move)
    {
        if (!move.IsRemoved && IsUnder(move.Parent, move.Node))
            return this;
        var children = _children;
        if (Of(move.Node) is { IsRemoved: false } before && (move.IsRemoved || before.Parent != move.Parent))
        {
            var left = children[before.Parent].Remove(move.Node);
            children = left.IsEmpty ? children.Remove(before.Parent) : children.Set(before.Parent, left);
        }
        if (!move.IsRemoved)
        {
            var beside = children.TryGetValue(move.Parent, out var there) ? there : [];
            children = children.Set(move.Parent, beside.Set(move.Node, true));
        }
        return new Placement<T>(_last.Set(move.Node, move), children);
    }
}
