using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>The cases.</summary>
public abstract partial class MergePolicy
{
    /// <summary>This policy with everything left open; what is whole stays whole.</summary>
    internal MergePolicy Undecided => new Shape(this);

    private sealed class Always(MergeDecision decision, string name) : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict) => decision;

        public override string ToString() => name;
    }

    private sealed class ByRank(PersistentMap<Value, int> ranks) : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict)
        {
            if (conflict.Ours is null || !ranks.TryGetValue(conflict.Ours, out var ours)) return default;
            if (conflict.Theirs is null || !ranks.TryGetValue(conflict.Theirs, out var theirs)) return default;
            return ours < theirs ? MergeDecision.KeepOurs : MergeDecision.KeepTheirs;
        }

        public override string ToString() => "priority";
    }

    private sealed class Asking(Func<Conflict, MergeDecision> decide) : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict) => decide(conflict);

        public override string ToString() => "function";
    }

    private sealed class Joining(Func<Value?, Value, Value, Value> join) : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict) =>
            conflict is { Ours: { } ours, Theirs: { } theirs, Kind: not ConflictKind.Order }
                ? MergeDecision.Put(join(conflict.Base, ours, theirs))
                : MergeDecision.LeaveOpen;

        public override string ToString() => "join";
    }

    private sealed class AsWhole(MergePolicy policy) : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict) => policy.Decide(conflict);

        internal override bool IsWhole(ValuePath path) => true;

        public override string ToString() => $"whole ({policy})";
    }

    private sealed class Routed(PathPolicy[] policies, MergePolicy otherwise) : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict) => At(conflict.Path).Decide(conflict);

        internal override bool IsWhole(ValuePath path) => At(path).IsWhole(path);

        private MergePolicy At(ValuePath path)
        {
            foreach (var (pattern, policy) in policies)
            {
                if (pattern.Matches(path)) return policy;
            }

            return otherwise;
        }

        public override string ToString() => $"by path, otherwise {otherwise}";
    }

    private sealed class Shape(MergePolicy policy) : MergePolicy
    {
        internal override MergeDecision Decide(Conflict conflict) => MergeDecision.LeaveOpen;

        internal override bool IsWhole(ValuePath path) => policy.IsWhole(path);
    }
}
