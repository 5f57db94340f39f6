namespace Timeline.Tracking;

/// <summary>
/// The order in which a detection visits variables: each after its parent and directly before what lies below it,
/// inactive ones and all below them left out.
/// </summary>
/// <remarks>It follows from who is whose child, active, readable and called, and from nothing else.</remarks>
internal sealed class VisitPlan
{
    private VisitPlan(int[] slots, int[] ends, PlanFlags[] flags, int depth) =>
        (Slots, Ends, Flags, Depth) = (slots, ends, flags, depth);

    /// <summary>Where the variables stand in the tree's list, by place in the order.</summary>
    public int[] Slots { get; }

    /// <summary>The place behind the last variable that lies below one.</summary>
    public int[] Ends { get; }

    /// <summary>What else is asked of each.</summary>
    public PlanFlags[] Flags { get; }

    /// <summary>How many variables lie one below the other at most.</summary>
    public int Depth { get; }

    /// <summary>Makes the plan. O(n log n).</summary>
    public static VisitPlan Of(VariableTree tree)
    {
        var (slots, ends) = (new List<int>(tree.Count), new List<int>(tree.Count));
        var flags = new List<PlanFlags>(tree.Count);
        var (depth, open) = (0, new Stack<Open>());
        open.Push(new(tree.Roots, 0, -1));
        while (open.TryPop(out var siblings))
        {
            if (siblings.Next == siblings.Ids.Count)
            {
                if (siblings.Parent >= 0) ends[siblings.Parent] = slots.Count;
                continue;
            }

            open.Push(siblings with { Next = siblings.Next + 1 });
            var slot = tree.SlotOf(siblings.Ids[siblings.Next]);
            var variable = tree[slot];
            if (!variable.IsActive) continue;
            open.Push(new(variable.Children, 0, slots.Count));
            depth = Math.Max(depth, open.Count - 1);
            slots.Add(slot);
            ends.Add(0);
            flags.Add(FlagsOf(variable));
        }

        return new([.. slots], [.. ends], [.. flags], depth);
    }

    /// <summary>Whether a plan with one of two variables is one with the other, but for their places.</summary>
    public static bool AreAlike(TrackedVariable left, TrackedVariable right) =>
        left.IsActive == right.IsActive && FlagsOf(left) == FlagsOf(right)
            && ReferenceEquals(left.Children, right.Children);

    private static PlanFlags FlagsOf(TrackedVariable variable) =>
        (variable.IsReadable ? PlanFlags.Readable : 0) | (variable.Path.HasCall ? PlanFlags.Called : 0);

    /// <summary>Siblings of which some are still to be visited.</summary>
    private readonly record struct Open(Collections.PersistentList<long> Ids, int Next, int Parent);
}
