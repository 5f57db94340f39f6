using Timeline.Histories;

namespace Timeline.Persisting;

/// <summary>All that the branches of a variable have come through.</summary>
internal static class BranchGraph
{
    /// <summary>Every version that a branch has come through, by either parent; parents before children.</summary>
    /// <typeparam name="T">The type of the variable.</typeparam>
    /// <param name="branches">The branches.</param>
    /// <param name="isKnown">Whether a version, and with it what is behind it, is passed over; null for none.</param>
    public static List<Version<T>> Versions<T>(Branches<T> branches, Func<Version<T>, bool>? isKnown = null)
    {
        var found = new HashSet<Version<T>>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Version<T>>();
        foreach (var branch in branches.Names) Open(HeadOf(branches, branch).Head);
        while (open.TryPop(out var version))
        {
            Open(version.Parent);
            Open(version.SecondParent);
        }

        // A generation is greater than that of every ancestor. Sorting is stable, so a line stays in its order.
        return [.. found.OrderBy(version => version.Generation).ThenBy(version => version.Ticks)];

        void Open(Version<T>? version)
        {
            if (version is not null && isKnown?.Invoke(version) != true && found.Add(version)) open.Push(version);
        }
    }

    /// <summary>Where a branch stands that is known to be there.</summary>
    public static History<T> HeadOf<T>(Branches<T> branches, BranchName branch) =>
        TimelineException.Unwrap(branches.Find(branch));
}
