using System.Collections.Immutable;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Three values walked in lockstep. A mutable working space of one merge.</summary>
internal partial class MergeWalk(MergeRun run)
{
    private readonly WorkBudget _budget = new(run.Options.WorkLimit);
    private readonly ImmutableArray<Conflict>.Builder _conflicts = ImmutableArray.CreateBuilder<Conflict>();
    private readonly ImmutableArray<Conflict>.Builder _open = ImmutableArray.CreateBuilder<Conflict>();

    /// <summary>The conflicts met so far.</summary>
    public ImmutableArray<Conflict> Conflicts => _conflicts.ToImmutable();

    /// <summary>Those of them that are not decided.</summary>
    public ImmutableArray<Conflict> Open => _open.ToImmutable();

    /// <summary>Whether anything is open, so that what the walk makes is not taken.</summary>
    private protected bool HasOpen => _open.Count > 0;

    /// <summary>Why the policy could not decide one of them; the rest was not asked for then.</summary>
    public TimelineError? Error { get; private set; }

    /// <summary>The merge of three values.</summary>
    public static Merged<Value> Run(MergeRun run, Value before, Value ours, Value theirs)
    {
        var walk = new MergeWalk(run);
        var joined = walk.Join(ValuePath.Root, before, ours, theirs)!;
        return walk.Came(before, joined, null);
    }

    /// <summary>What the walk came to: the base, if it left anything open or failed.</summary>
    private protected Merged<T> Came<T>(T before, T joined, TimelineError? failure)
    {
        var error = failure ?? Error ?? run.Misdirected;
        return new Merged<T>(error is null && _open.Count == 0 ? joined : before, Conflicts, Open, error);
    }

    /// <summary>What stands in a place after the merge, where null is nothing.</summary>
    public virtual Value? Join(ValuePath path, Value? before, Value? ours, Value? theirs)
    {
        if (ReferenceEquals(ours, theirs) || ReferenceEquals(before, theirs)) return ours;
        if (ReferenceEquals(before, ours)) return theirs;
        if (ours is Value.Map our && theirs is Value.Map their && before is Value.Map or null && !IsWhole(path))
            return JoinMaps(path, before as Value.Map ?? Value.Map.Empty, our, their);
        if (IsExactly(ours, theirs) || IsExactly(before, theirs)) return ours;
        if (IsExactly(before, ours)) return theirs;
        if (before is Value.List from && ours is Value.List one && theirs is Value.List other && !IsWhole(path))
            return JoinLists(path, from, one, other);

        // What differs in the writing alone is no conflict: the side that changed more goes first.
        if (Equals(ours, theirs) || Equals(before, theirs)) return ours;
        if (Equals(before, ours)) return theirs;
        var conflict = new Conflict(path, before, ours, theirs, KindOf(before, ours, theirs));
        return Decide(conflict).Outcome(conflict);
    }

    private protected bool IsWhole(ValuePath path) => run.Policy.IsWhole(path);

    /// <summary>Notes a conflict and asks what is to become of it.</summary>
    private protected MergeDecision Decide(Conflict conflict)
    {
        _conflicts.Add(conflict);
        var decision = Asked(conflict);
        if (!decision.IsMade) _open.Add(conflict);
        return decision;
    }

    private MergeDecision Asked(Conflict conflict)
    {
        if (Error is not null) return MergeDecision.LeaveOpen;
        if (!run.Resolutions.TryGetValue(conflict, out var decision))
        {
            try
            {
                decision = run.Policy.Decide(conflict);
            }
            catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
            {
                return Refused(conflict, $"it threw {error.GetType().Name}: {error.Message}");
            }
        }

        return Misfit(conflict, decision) is { } reason ? Refused(conflict, reason) : decision;
    }

    private MergeDecision Refused(Conflict conflict, string reason)
    {
        Error = new TimelineError.MergePolicyFailed(conflict.Path.ToString(), reason);
        return MergeDecision.LeaveOpen;
    }

    /// <summary>Why a decision cannot be carried out, if it cannot.</summary>
    private static string? Misfit(Conflict conflict, MergeDecision decision)
    {
        if (!decision.IsMade || decision.TakesSide) return null;
        var value = decision.Outcome(conflict);
        if (value is null && conflict.Path.IsRoot) return "nothing is left, and the whole is never nothing";
        if (conflict.IsPlace) return "which place an element goes to can only be ours or theirs";
        var isOrder = conflict.Kind == ConflictKind.Order;
        if (value is null) return null;
        if (isOrder && value is not Value.List) return "for the elements in one place it must give a list of them";
        return ValueEdit.FitsAt(isOrder ? conflict.Path.Parent! : conflict.Path, value)
            ? null
            : "what it gives nests too deep";
    }

    private static bool IsExactly(Value? one, Value? other) => one is null ? other is null : one.ExactlyEquals(other);

    private protected static ConflictKind KindOf(Value? before, Value? ours, Value? theirs)
    {
        if (ours is null || theirs is null) return ConflictKind.ChangedAndRemoved;
        if (before is null) return ConflictKind.BothAdded;
        return ours.Kind == theirs.Kind ? ConflictKind.BothChanged : ConflictKind.Type;
    }
}
