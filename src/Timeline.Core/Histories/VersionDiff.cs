using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Histories;

/// <summary>What changed from a version to the next.</summary>
/// <param name="Before">The older version.</param>
/// <param name="After">The version made from it.</param>
/// <param name="Patch">The patch from the one value to the other.</param>
public sealed record VersionDiff(Version<Value> Before, Version<Value> After, Patch Patch)
{
    /// <summary>The time between the two; never negative.</summary>
    public TimeSpan Elapsed => new Transition<Value>(Before, After).Elapsed;
}
