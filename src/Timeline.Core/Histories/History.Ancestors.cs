using System.Collections.Immutable;

namespace Timeline.Histories;

public readonly partial struct History<T>
{
    /// <summary>The newest version that both histories have come through; null where there is none.</summary>
    /// <param name="other">The other history.</param>
    /// <returns>The version to merge from; the first of <see cref="MergeBases"/> where there are several.</returns>
    /// <remarks>
    /// O(log n) where no merge lies between the heads and the fork of their lines; else as <see cref="MergeBases"/>.
    /// </remarks>
    public Version<T>? CommonAncestor(History<T> other)
    {
        if (Head is not { } ours || other.Head is not { } theirs) return null;
        return ForkWithoutMerges(ours, theirs, out var fork)
            ? fork
            : MergeBase.Find(ours, theirs).FirstOrDefault();
    }

    /// <summary>The best common ancestors, by both kinds of parent: those that are no ancestor of another.</summary>
    /// <param name="other">The other history.</param>
    /// <returns>
    /// None where nothing is shared, one as a rule, and several (the newest first) where the two have merged each
    /// other crosswise.
    /// </returns>
    /// <remarks>O(log n) without merges; else O(k log k) in the k versions above and around the ancestors.</remarks>
    public ImmutableArray<Version<T>> MergeBases(History<T> other)
    {
        if (Head is not { } ours || other.Head is not { } theirs) return [];
        if (!ForkWithoutMerges(ours, theirs, out var fork)) return MergeBase.Find(ours, theirs);
        return fork is null ? [] : [fork];
    }

    /// <summary>Whether a version is the head or one of its ancestors, by either parent.</summary>
    /// <param name="version">The version looked for.</param>
    /// <returns>True if the history has come through it.</returns>
    public bool Contains(Version<T> version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return ReferenceEquals(CommonAncestor(new(version)), version);
    }

    /// <summary>
    /// Finds the fork of the two lines of first parents, and tells whether it is the whole answer: it is if no merge
    /// lies above it, for then no second parent can lead to another common ancestor.
    /// </summary>
    private static bool ForkWithoutMerges(Version<T> ours, Version<T> theirs, out Version<T>? fork)
    {
        fork = Fork(ours, theirs);
        return fork is null
            ? ours.Generation == ours.Position && theirs.Generation == theirs.Position
            : IsPlain(ours, fork) && IsPlain(theirs, fork);
    }

    private static bool IsPlain(Version<T> newer, Version<T> older) =>
        newer.Generation - older.Generation == newer.Position - older.Position;

    /// <summary>Versions at equal positions have jumps of equal length, so both sides can jump in step.</summary>
    private static Version<T>? Fork(Version<T> ours, Version<T> theirs)
    {
        if (ours.Position > theirs.Position) ours = ours.AtPosition(theirs.Position);
        else theirs = theirs.AtPosition(ours.Position);
        while (!ReferenceEquals(ours, theirs))
        {
            if (ours.Parent is not { } ourParent) return null;
            var jumpsDiffer = !ReferenceEquals(ours.Jump, theirs.Jump);
            (ours, theirs) = jumpsDiffer ? (ours.Jump, theirs.Jump) : (ourParent, theirs.Parent!);
        }

        return ours;
    }
}
