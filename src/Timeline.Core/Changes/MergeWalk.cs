using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Three values walked in lockstep. A mutable working space of one merge.</summary>
internal sealed partial class MergeWalk(MergePolicy policy, DiffOptions options)
{
    private readonly WorkBudget _budget = new(options.WorkLimit);
    private readonly List<Conflict> _conflicts = [];

    /// <summary>The conflicts met so far.</summary>
    public IReadOnlyList<Conflict> Conflicts => _conflicts;

    /// <summary>How many of them are not decided.</summary>
    public int Open { get; private set; }

    /// <summary>What stands in a place after the merge, where null is nothing.</summary>
    public Value? Join(ValuePath path, Value? before, Value? ours, Value? theirs)
    {
        if (ReferenceEquals(ours, theirs) || ReferenceEquals(before, theirs)) return ours;
        if (ReferenceEquals(before, ours)) return theirs;
        if (ours is Value.Map our && theirs is Value.Map their && before is Value.Map or null)
            return JoinMaps(path, before as Value.Map ?? Value.Map.Empty, our, their);
        if (IsExactly(ours, theirs) || IsExactly(before, theirs)) return ours;
        if (IsExactly(before, ours)) return theirs;
        if (before is Value.List from && ours is Value.List one && theirs is Value.List other)
            return JoinLists(path, from, one, other);

        // What differs in the writing alone is no conflict: the side that changed more goes first.
        if (Equals(ours, theirs) || Equals(before, theirs)) return ours;
        if (Equals(before, ours)) return theirs;
        var decision = Decide(new Conflict(path, before, ours, theirs, KindOf(before, ours, theirs)));
        return decision.IsMade ? decision.Value : before;
    }

    /// <summary>Notes a conflict and asks the policy.</summary>
    private MergeDecision Decide(Conflict conflict)
    {
        var decision = policy.Decide(conflict);
        _conflicts.Add(conflict);
        if (!decision.IsMade) Open++;
        return decision;
    }

    private static bool IsExactly(Value? one, Value? other) => one is null ? other is null : one.ExactlyEquals(other);

    private static ConflictKind KindOf(Value? before, Value? ours, Value? theirs)
    {
        if (ours is null || theirs is null) return ConflictKind.ChangedAndRemoved;
        if (before is null) return ConflictKind.BothAdded;
        return ours.Kind == theirs.Kind ? ConflictKind.BothChanged : ConflictKind.Type;
    }
}
