using Timeline.Changes;

namespace Timeline.Histories;

/// <summary>What changed from a version to the next.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Before">The older version.</param>
/// <param name="After">The version made from it.</param>
/// <param name="Patch">The patch from the one value to the other.</param>
public sealed record VersionDiff<T>(Version<T> Before, Version<T> After, Patch Patch)
{
    /// <summary>The time between the two; never negative.</summary>
    public TimeSpan Elapsed => new Transition<T>(Before, After).Elapsed;
}
