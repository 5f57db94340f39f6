using LanguageExt;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Values;

namespace Timeline.Undo;

/// <summary>Undo and redo of one actor's changes where values can be merged by structure.</summary>
public static class ValueUndo
{
    /// <summary>Takes back the last change of one actor that still stands, and leaves later ones of others.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="actor">Whose change.</param>
    /// <param name="stamp">When and by whom the undo is; without a label the label is <c>undo N</c>.</param>
    /// <param name="policy">
    /// What to do where the same was changed again since: ours is what stands now, theirs what taking back would leave.
    /// Null to fail.
    /// </param>
    /// <param name="options">How list elements are recognised; null for the default.</param>
    /// <returns>
    /// The tree with a new version that names the one undone; or <see cref="TimelineError.UndoConflict"/> where someone
    /// has changed the same place since and the policy leaves it open, or that there is nothing to undo, or how the
    /// policy failed.
    /// </returns>
    public static Either<TimelineError, UndoTree<Value>> UndoBy(
        this UndoTree<Value> tree,
        string actor,
        Stamp stamp,
        MergePolicy? policy = null,
        DiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.UndoBy(actor, stamp, Merging(policy ?? MergePolicy.Fail, options));
    }

    /// <summary>Takes back the last undo of a change of one actor, who must have changed nothing since.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="actor">Whose change was undone.</param>
    /// <param name="stamp">When and by whom the redo is; without a label the label is <c>redo N</c>.</param>
    /// <param name="policy">
    /// What to do where the same was changed again since: ours is what stands now, theirs what taking back would leave.
    /// Null to fail.
    /// </param>
    /// <param name="options">How list elements are recognised; null for the default.</param>
    /// <returns>As for <see cref="UndoBy"/>.</returns>
    public static Either<TimelineError, UndoTree<Value>> RedoBy(
        this UndoTree<Value> tree,
        string actor,
        Stamp stamp,
        MergePolicy? policy = null,
        DiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return tree.RedoBy(actor, stamp, Merging(policy ?? MergePolicy.Fail, options));
    }

    private static Func<Value, Value, Value, Either<TimelineError, Value>> Merging(
        MergePolicy policy, DiffOptions? options) => (before, ours, theirs) =>
        {
            var merged = Merge.ThreeWay(before, ours, theirs, policy, options);
            if (merged.IsResolved) return merged.Value;
            return merged.Error
                ?? new TimelineError.UndoConflict(merged.OpenConflicts[0].Path.ToString(), merged.Open);
        };
}
