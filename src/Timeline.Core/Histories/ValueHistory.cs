using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Histories;

/// <summary>What can be asked of a history because its values can be compared by structure.</summary>
public static class ValueHistory
{
    /// <summary>
    /// What changed between neighbouring versions, from the oldest pair; each worked out when it is reached.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <param name="options">How values are compared; null for the default.</param>
    /// <returns>One difference fewer than there are versions.</returns>
    public static IEnumerable<VersionDiff> Diffs(this History<Value> history, DiffOptions? options = null)
    {
        foreach (var (before, after) in history.Transitions())
            yield return new(before, after, Diff.Between(before.Value, after.Value, options));
    }
}
