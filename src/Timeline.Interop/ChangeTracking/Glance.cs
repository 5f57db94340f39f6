using Timeline.Navigating;
using Timeline.Tracking;

namespace Timeline.ChangeTracking;

/// <summary>All that a look at a variable takes, in one place of memory.</summary>
/// <remarks>
/// Held of variables that are settled and whose capture was reported and says all there is: so long as the variable is
/// the very same, only what its path leads to can have changed.
/// </remarks>
internal struct Glance
{
    /// <summary>The variable; null for none.</summary>
    internal TrackedVariable? Variable;

    /// <summary>The code of its path.</summary>
    internal FusedRead? Read;

    /// <summary>What was there.</summary>
    internal object? Source;

    /// <summary>The indexes and keys of its path.</summary>
    internal Place Places;
}
