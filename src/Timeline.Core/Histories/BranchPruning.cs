using System.Collections.Immutable;

namespace Timeline.Histories;

/// <summary>Drops versions from branches together, so that what they share stays shared.</summary>
internal sealed class BranchPruning<T>
{
    // What becomes of a version: itself or a copy that stands on what is left; null if it was dropped without a rest.
    private readonly Dictionary<Version<T>, Version<T>?> _left = new(ReferenceEqualityComparer.Instance);

    private BranchPruning()
    {
    }

    internal static PrunedBranches<T> Prune(Branches<T> branches, Func<History<T>, IEnumerable<int>> kept)
    {
        var lines = branches.Names.Select(name => branches.Find(name).Match(found => found, _ => default)).ToList();
        var staying = new HashSet<Version<T>>(Forks(lines), ReferenceEqualityComparer.Instance);
        var all = new HashSet<Version<T>>(ReferenceEqualityComparer.Instance);
        foreach (var line in lines)
        {
            var indexes = kept(line).ToHashSet();
            foreach (var version in line.Newest())
            {
                _ = all.Add(version);
                if (indexes.Contains(version.Index)) _ = staying.Add(version);
            }
        }

        if (staying.Count == all.Count) return new(branches, 0);
        var pruning = new BranchPruning<T>();
        foreach (var version in all.OrderBy(version => version.Generation))
            pruning._left[version] = pruning.Rest(version, staying.Contains(version));
        return new(branches.Map(line => new(pruning._left[line.Head!])), all.Count - staying.Count);
    }

    /// <summary>Where two branches parted, and what they last had in common.</summary>
    internal static IEnumerable<Version<T>> Forks(IReadOnlyList<History<T>> lines) =>
        from one in Enumerable.Range(0, lines.Count)
        from other in Enumerable.Range(one + 1, lines.Count - one - 1)
        from fork in lines[one].MergeBases(lines[other])
        select fork;

    private Version<T>? Rest(Version<T> version, bool stays)
    {
        var parent = version.Parent is { } older ? _left[older] : null;
        if (!stays) return parent;
        var second = version.SecondParent;
        var merged = second is null ? null : _left.GetValueOrDefault(second, second);
        if (ReferenceEquals(parent, version.Parent) && ReferenceEquals(merged, second)) return version;
        var (index, value, stamp) = (version.Index, version.Value, version.Stamp);
        if (parent is null) return new(index, value, stamp);
        if (second is null) return parent.Next(index, value, stamp);

        // Of a line merged in that no branch keeps, the version that was merged stays, alone.
        if (merged?.Index != second.Index) merged = new(second.Index, second.Value, second.Stamp);
        return new MergeVersion<T>(index, value, stamp, parent, merged);
    }
}
