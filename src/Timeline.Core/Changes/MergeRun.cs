using Timeline.Collections;

namespace Timeline.Changes;

/// <summary>By what rules a merge is worked out, so that it can be done again with more conflicts decided.</summary>
internal sealed record MergeRun(MergePolicy Policy, DiffOptions Options)
{
    /// <summary>What was decided conflict by conflict; it goes before the policy.</summary>
    public PersistentMap<Conflict, MergeDecision> Resolutions { get; init; } = [];

    /// <summary>That a conflict was to be resolved where there was none; null as a rule.</summary>
    public TimelineError? Misdirected { get; init; }
}
