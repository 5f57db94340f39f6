using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>All that a merge depends on, so that it can be worked out again with more conflicts decided.</summary>
internal sealed record MergeRun(
    Value Before, Value Ours, Value Theirs, MergePolicy Policy, DiffOptions Options)
{
    /// <summary>What was decided conflict by conflict; it goes before the policy.</summary>
    public PersistentMap<Conflict, MergeDecision> Resolutions { get; init; } =
        PersistentMap<Conflict, MergeDecision>.Empty;
}
