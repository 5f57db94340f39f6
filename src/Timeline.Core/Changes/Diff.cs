using Timeline.Values;

namespace Timeline.Changes;

/// <summary>What changed between two values.</summary>
public static class Diff
{
    /// <summary>
    /// A patch that leads from one value to another, with as few and as local changes as can be found.
    /// </summary>
    /// <param name="before">The value to start from.</param>
    /// <param name="after">The value to arrive at.</param>
    /// <param name="options">What counts as a difference and how elements are recognised; null for the default.</param>
    /// <returns>
    /// The patch; empty for values that are equal in what is compared. <see cref="Patch.Approximate"/> says that
    /// looking for a shorter one was given up.
    /// </returns>
    /// <remarks>
    /// Law: <c>apply(diff(a, b), a) = b</c>; with <see cref="DiffOptions.KeyOrder"/> and
    /// <see cref="DiffOptions.Spelling"/> exactly, as it is written. Shared structure is skipped: O(changes · log n)
    /// for versions made from one another. Lists that share nothing are aligned in O(n · changes), within
    /// <see cref="DiffOptions.WorkLimit"/>.
    /// </remarks>
    public static Patch Between(Value before, Value after, DiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (ReferenceEquals(before, after)) return Patch.Empty;
        var walk = new DiffWalk(options ?? DiffOptions.Default);
        walk.Compare(ValuePath.Root, before, after);
        return walk.ToPatch();
    }
}
