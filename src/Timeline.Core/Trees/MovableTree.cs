using LanguageExt;
using Timeline.Causality;
using Timeline.Collections;
using Timeline.Crdts;

namespace Timeline.Trees;

/// <summary>A tree whose nodes replicas move on their own, and that is a tree again after every merge.</summary>
/// <typeparam name="T">The values of the nodes; to be written they need a contract in the object tree.</typeparam>
/// <remarks>
/// <para>
/// The moves of all replicas are in one order, by time (of Lamport) and replica, and done in that order; one that would
/// hang a node on itself does nothing (Kleppmann, Mulligan, Gomes and Beresford, "A highly-available move operation for
/// replicated trees", 2021). Making a node, setting its value and removing it are moves too, the last to nowhere: so a
/// node that one removes and another moves later is there again, with all that hangs on it.
/// </para>
/// <para>
/// How the tree stood is kept every few moves, sharing all but what they changed: a move that comes late redoes those
/// after it, and few before it. Children have no order but that in which they were made. A replica must not go on from
/// a state older than one that it has shown to others. Immutable and safe to share between threads.
/// </para>
/// </remarks>
public sealed partial class MovableTree<T> : IEmbeddable<MovableTree<T>>
{
    private readonly PersistentMap<Dot, TreeMove<T>> _moves;
    private readonly MoveLog<T> _log;

    private MovableTree(PersistentMap<Dot, TreeMove<T>> moves, MoveLog<T> log)
    {
        _moves = moves;
        _log = log;
    }

    /// <summary>The tree before any change: a root and nothing else.</summary>
    public static MovableTree<T> Empty { get; } = new([], MoveLog<T>.Empty);

    /// <summary>How many moves are remembered.</summary>
    public int MoveCount => _log.Steps.Count;

    /// <summary>
    /// How many nodes are known whose place is not, because what they hang on has not come yet. O(n).
    /// </summary>
    /// <remarks>A delta may consist of such; a tree that was merged from all others has none.</remarks>
    public int WaitingCount => Now.WaitingCount();

    /// <summary>All nodes that hang on the root, each before its children.</summary>
    public IEnumerable<TreeNode<T>> Nodes
    {
        get
        {
            Stack<Dot> open = new(Now.Children(default).Reverse());
            while (open.TryPop(out var node))
            {
                var move = Now.Of(node)!;
                yield return new TreeNode<T>(node, move.Parent == default ? null : move.Parent, move.Value);
                foreach (var child in Now.Children(node).Reverse())
                    open.Push(child);
            }
        }
    }

    /// <summary>The moves in their order.</summary>
    internal PersistentList<TreeStep<T>> Log => _log.Steps;

    /// <summary>Where each node stands.</summary>
    internal Placement<T> Now => _log.Now;

    /// <summary>A node that hangs on the root. O(depth).</summary>
    /// <param name="node">Its name.</param>
    /// <returns>The node; nothing where it was never made, or it or what it hangs on was removed.</returns>
    public Option<TreeNode<T>> Find(Dot node) => Now.IsInTree(node) && Now.Of(node) is { } move
        ? new TreeNode<T>(node, move.Parent == default ? null : move.Parent, move.Value)
        : Option<TreeNode<T>>.None;

    /// <summary>The children of a node, the earliest made first.</summary>
    /// <param name="node">The node; null for the root.</param>
    /// <returns>Their names; none for a node that is not there.</returns>
    public IReadOnlyList<Dot> ChildrenOf(Dot? node) =>
        node is not { } parent ? Now.Children(default) : Now.IsInTree(parent) ? Now.Children(parent) : [];

    /// <summary>Makes a node.</summary>
    /// <param name="replica">Who makes it.</param>
    /// <param name="parent">What it hangs on; null for the root.</param>
    /// <param name="value">Its value.</param>
    /// <returns>
    /// The tree and the name of the node; or <see cref="TimelineError.NodeUnknown"/> of the parent,
    /// <see cref="TimelineError.StepsExhausted"/>.
    /// </returns>
    public Either<TimelineError, TreeAddition<T>> Add(ReplicaId replica, Dot? parent, T value) =>
        Next(replica).Bind(stamp => Place(stamp, stamp, parent, value).Map(tree => new TreeAddition<T>(tree, stamp)));

    /// <summary>Moves a node, and all that hangs on it, to another parent. O(depth + log n).</summary>
    /// <param name="replica">Who moves it.</param>
    /// <param name="node">The node.</param>
    /// <param name="parent">What it shall hang on; null for the root. Where it does already, this tree is given
    /// back.</param>
    /// <returns>
    /// The tree; or <see cref="TimelineError.NodeUnknown"/>, <see cref="TimelineError.NodeUnderItself"/>,
    /// <see cref="TimelineError.StepsExhausted"/>.
    /// </returns>
    public Either<TimelineError, MovableTree<T>> Move(ReplicaId replica, Dot node, Dot? parent) =>
        Known(node).Bind(move => move.Parent == (parent ?? default)
            ? Prelude.Right<TimelineError, MovableTree<T>>(this)
            : Next(replica).Bind(stamp => Place(stamp, node, parent, move.Value)));

    /// <summary>Sets the value of a node, which stays where it is.</summary>
    /// <param name="replica">Who sets it.</param>
    /// <param name="node">The node.</param>
    /// <param name="value">The value.</param>
    /// <returns>The tree; or the errors of <see cref="Move"/>.</returns>
    /// <remarks>
    /// Of two that set the value or move the node at once the later one decides on both value and place.
    /// </remarks>
    public Either<TimelineError, MovableTree<T>> Set(ReplicaId replica, Dot node, T value) =>
        Known(node).Bind(move => Next(replica).Map(stamp => With(stamp, move with { Value = value })));

    /// <summary>Removes a node with all that hangs on it.</summary>
    /// <param name="replica">Who removes it.</param>
    /// <param name="node">The node.</param>
    /// <returns>The tree; or the errors of <see cref="Move"/>.</returns>
    public Either<TimelineError, MovableTree<T>> Remove(ReplicaId replica, Dot node) =>
        Known(node).Bind(move => Next(replica).Map(
            stamp => With(stamp, move with { Parent = default, IsRemoved = true })));

    /// <inheritdoc/>
    public MovableTree<T> Merge(MovableTree<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var moves = _moves.Join(other._moves, static (_, ours, theirs) => MoveForm.Larger(ours, theirs));
        return ReferenceEquals(moves, _moves) ? this
            : ReferenceEquals(moves, other._moves) ? other
            : new MovableTree<T>(moves, _log.With([.. _moves.Diff(moves).Select(change => change.Key)], moves));
    }

    /// <inheritdoc/>
    public MovableTree<T> Delta(MovableTree<T> since)
    {
        ArgumentNullException.ThrowIfNull(since);
        var moves = PersistentMap<Dot, TreeMove<T>>.Empty.ToBuilder();
        foreach (var change in since._moves.Diff(_moves))
        {
            if (_moves.TryGetValue(change.Key, out var move))
                moves.Set(change.Key, move);
        }
        return Of(moves.ToMap());
    }

    /// <summary>Whether both know the same moves. Costs what differs where they come from one, else O(n).</summary>
    /// <param name="other">The other tree.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(MovableTree<T>? other) => other is not null && _moves.Equals(other._moves);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MovableTree<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => _moves.GetHashCode();

    /// <summary>Whether two trees are equal, as <see cref="Equals(MovableTree{T})"/> says; null equals null.</summary>
    public static bool operator ==(MovableTree<T>? left, MovableTree<T>? right) => Equals(left, right);

    /// <summary>Whether two trees differ.</summary>
    public static bool operator !=(MovableTree<T>? left, MovableTree<T>? right) => !Equals(left, right);

    private static MovableTree<T> Of(PersistentMap<Dot, TreeMove<T>> moves) => moves.IsEmpty
        ? Empty
        : new MovableTree<T>(moves, MoveLog<T>.Empty.With([.. moves.Select(move => move.Key)], moves));

    private Either<TimelineError, TreeMove<T>> Known(Dot node) =>
        Now.IsInTree(node) ? Now.Of(node)! : new TimelineError.NodeUnknown(node);

    private Either<TimelineError, Dot> Next(ReplicaId replica)
    {
        ArgumentNullException.ThrowIfNull(replica);
        var last = _log.LastTime;
        return last < Dot.LargestExchanged
            ? new Dot(replica, last + 1)
            : new TimelineError.StepsExhausted(replica.Text, last);
    }

    private Either<TimelineError, MovableTree<T>> Place(Dot stamp, Dot node, Dot? parent, T value) =>
        parent is not { } under ? With(stamp, new TreeMove<T>(node, default, IsRemoved: false, value))
        : !Now.IsInTree(under) ? new TimelineError.NodeUnknown(under)
        : Now.IsUnder(under, node) ? new TimelineError.NodeUnderItself(node, under)
        : With(stamp, new TreeMove<T>(node, under, IsRemoved: false, value));

    // The newest move of all.
    private MovableTree<T> With(Dot stamp, TreeMove<T> move) =>
        new(_moves.Set(stamp, move), _log.Add(stamp, move));
}
