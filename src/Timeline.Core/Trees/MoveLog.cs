using Timeline.Causality;
using Timeline.Collections;

namespace Timeline.Trees;

/// <summary>The moves in their order, and the tree that they make. Immutable.</summary>
/// <remarks>
/// The tree after each so many moves is kept, sharing all but what the moves changed: a move that comes late takes the
/// last one kept before it, and does again what comes after that and no more.
/// </remarks>
internal sealed class MoveLog<T>
{
    public static readonly MoveLog<T> Empty = new([], Placement<T>.Empty);

    // Keeping every tree would be most of the memory; keeping fewer, a late move redoes more, a microsecond each.
    private const int Interval = 128;

    private MoveLog(PersistentList<TreeStep<T>> steps, Placement<T> now)
    {
        Steps = steps;
        Now = now;
    }

    /// <summary>The moves, the earliest first.</summary>
    public PersistentList<TreeStep<T>> Steps { get; }

    /// <summary>The tree after all moves.</summary>
    public Placement<T> Now { get; }

    /// <summary>The time of the last move; 0 where there is none.</summary>
    public long LastTime => Steps.IsEmpty ? 0 : Steps[^1].Stamp.Sequence;

    /// <summary>The log with a move that is later than all.</summary>
    public MoveLog<T> Add(Dot stamp, TreeMove<T> move)
    {
        var now = Now.After(move);
        return new MoveLog<T>(Steps.Add(StepAfter(Steps.Count, stamp, move, now)), now);
    }

    /// <summary>The log with moves that are new, or others than before.</summary>
    /// <param name="changed">Their stamps, at least one; it is sorted.</param>
    /// <param name="moves">All moves, these among them.</param>
    public MoveLog<T> With(Dot[] changed, PersistentMap<Dot, TreeMove<T>> moves)
    {
        Array.Sort(changed, TreeMove<T>.Order);
        var kept = PlaceOf(changed[0]);
        var again = Steps.Skip(kept).Select(step => step.Stamp).Except(changed).Concat(changed).ToArray();
        Array.Sort(again, TreeMove<T>.Order);
        var steps = Steps.Take(kept).ToBuilder();
        var tree = TreeAfter(kept);
        foreach (var stamp in again)
        {
            var move = moves[stamp];
            tree = tree.After(move);
            steps.Add(StepAfter(steps.Count, stamp, move, tree));
        }
        return new MoveLog<T>(steps.ToList(), tree);
    }

    private static TreeStep<T> StepAfter(int before, Dot stamp, TreeMove<T> move, Placement<T> tree) =>
        new(stamp, move, (before + 1) % Interval == 0 ? tree : null);

    private Placement<T> TreeAfter(int count)
    {
        if (count == Steps.Count)
            return Now;
        var known = count / Interval * Interval;
        var tree = known == 0 ? Placement<T>.Empty : Steps[known - 1].After!;
        return Steps.Skip(known).Take(count - known).Aggregate(tree, (after, step) => after.After(step.Move));
    }

    // How many moves are earlier.
    private int PlaceOf(Dot stamp)
    {
        var (low, high) = (0, Steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (TreeMove<T>.Order(Steps[middle].Stamp, stamp) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
