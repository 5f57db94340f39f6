using System.Runtime.CompilerServices;
using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>What changed between two values, or two objects.</summary>
public static class Diff
{
    /// <summary>A patch that leads from what one object is as a value to what another is.</summary>
    /// <typeparam name="T">
    /// The type of both: records, collections, unions… as <see cref="ObjectTree"/> sees them.
    /// </typeparam>
    /// <param name="before">The object to start from.</param>
    /// <param name="after">The object to arrive at.</param>
    /// <param name="options">How they are seen and compared; null for the default.</param>
    /// <returns>The patch, or the path of what cannot be seen and the reason.</returns>
    /// <remarks>
    /// Both are walked in lockstep, and what they share is passed over at once: O(what is not shared), for members that
    /// are persistent collections O(changes · log n). Only what differs becomes values. Law: applied to
    /// <see cref="ObjectTree.ToValue"/> of the first, the patch gives that of the second.
    /// </remarks>
    public static Either<TimelineError, Patch> Between<T>(T before, T after, ObjectDiffOptions? options = null)
    {
        var chosen = options ?? ObjectDiffOptions.Default;
        try
        {
            var walk = new ObjectDiffWalk(chosen);
            walk.Compare(chosen.Tree.ViewOf(typeof(T)), before, after);
            var patch = walk.ToPatch();
            return chosen.Depth is not { } steps || patch.IsEmpty
                ? patch
                : chosen.Tree.ToValue(before).Bind(value => PatchDepth.Limited(patch, value, steps));
        }
        catch (ObjectFault fault)
        {
            return fault.ToError();
        }
    }

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
    [OverloadResolutionPriority(1)]
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
