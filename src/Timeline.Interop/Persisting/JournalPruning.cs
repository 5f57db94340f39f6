using System.Collections.Immutable;
using Timeline.Histories;

namespace Timeline.Persisting;

/// <summary>Retention over all branches of a variable at once, so that what they share stays shared.</summary>
internal static class JournalPruning
{
    // Not the core's pruning of branches: of a line merged in, that keeps a copy of one version; a store keeps numbers.

    /// <summary>The versions that a rule does not keep.</summary>
    /// <remarks>
    /// The rule is asked for the line of each branch by itself; a version that stands on no line, as what was merged
    /// in from a branch that is gone, is held against it among its like. Heads, and versions that branches forked at,
    /// are always kept.
    /// </remarks>
    /// <typeparam name="T">The type of the variable.</typeparam>
    /// <param name="branches">The branches.</param>
    /// <param name="retention">The rule.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    public static HashSet<Version<T>> Dropped<T>(Branches<T> branches, Retention retention, DateTimeOffset now)
    {
        History<T>[] lines = [.. branches.Names.Select(name => BranchGraph.HeadOf(branches, name))];
        var all = BranchGraph.Versions(branches);
        var dropped = new HashSet<Version<T>>(all, ReferenceEqualityComparer.Instance);
        var besides = new HashSet<Version<T>>(all, ReferenceEqualityComparer.Instance);
        foreach (var line in lines)
        {
            var versions = line.Oldest();
            besides.ExceptWith(versions);
            dropped.ExceptWith(Kept(versions, retention, now));
        }

        dropped.ExceptWith(Kept([.. all.Where(besides.Contains)], retention, now));
        dropped.ExceptWith(BranchPruning<T>.Forks(lines));
        return dropped;
    }

    /// <summary>The branches without some versions, none of which is a head.</summary>
    /// <typeparam name="T">The type of the variable.</typeparam>
    /// <param name="branches">The branches.</param>
    /// <param name="dropped">The versions that go.</param>
    /// <param name="renewed">What became of each version that stays; those before the first that goes stay what they
    /// are.</param>
    public static Branches<T> Without<T>(
        Branches<T> branches, IReadOnlySet<Version<T>> dropped, out Dictionary<Version<T>, Version<T>> renewed)
    {
        // For a version that goes, what is left of its line.
        var lines = new Dictionary<Version<T>, Version<T>?>(ReferenceEqualityComparer.Instance);
        renewed = new(ReferenceEqualityComparer.Instance);
        foreach (var version in BranchGraph.Versions(branches))
        {
            var parent = LineOf(version.Parent);
            if (dropped.Contains(version)) lines[version] = parent;
            else lines[version] = renewed[version] = Renewed(version, parent, LineOf(version.SecondParent));
        }

        var result = branches;
        foreach (var name in branches.Names)
        {
            var history = BranchGraph.HeadOf(branches, name);
            if (history.Head is not { } head) continue;
            result = TimelineException.Unwrap(result.Move(name, history, History.Of(renewed[head])));
        }

        return result;

        Version<T>? LineOf(Version<T>? version) => version is null ? null : lines[version];
    }

    private static Version<T> Renewed<T>(Version<T> version, Version<T>? parent, Version<T>? second)
    {
        if (ReferenceEquals(parent, version.Parent) && ReferenceEquals(second, version.SecondParent)) return version;
        return History.Restored(version.Index, version.Value, version.Stamp, parent, second);
    }

    private static IEnumerable<Version<T>> Kept<T>(
        ImmutableArray<Version<T>> oldestFirst, Retention retention, DateTimeOffset now)
    {
        // On no line an index may come twice; then both stay.
        var byIndex = oldestFirst.ToLookup(version => version.Index);
        var marks = oldestFirst.Select(version => new VersionMark(version.Index, version.Stamp));
        return oldestFirst.IsEmpty ? [] : retention.Plan([.. marks], now).Kept.SelectMany(index => byIndex[index]);
    }
}
