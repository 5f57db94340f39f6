using Timeline.Values;

namespace Timeline.Changes;

/// <summary>What a merge gives.</summary>
/// <param name="Value">The merged value; the base, unchanged, if a conflict is open.</param>
/// <param name="Conflicts">All conflicts that were met, decided or not, in the order of the walk.</param>
/// <param name="Open">How many of them the policy left undecided.</param>
public sealed record MergeResult(Value Value, IReadOnlyList<Conflict> Conflicts, int Open)
{
    /// <summary>Whether every conflict (there may have been none) is decided, so that the value is the merge.</summary>
    public bool IsResolved => Open == 0;
}
