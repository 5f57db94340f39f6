using LanguageExt;
using Timeline.Changes;
using Timeline.Histories;

namespace Timeline.Undo;

/// <summary>Undo and redo of one actor's changes by the merge of objects, which needs no function.</summary>
public sealed partial class UndoTree<T>
{
    /// <summary>Takes back the last change of one actor that still stands, and leaves later ones of others.</summary>
    /// <param name="actor">Whose change; the versions that lead to the current one are looked through.</param>
    /// <param name="stamp">When and by whom the undo is; without a label the label is <c>undo N</c>.</param>
    /// <param name="policy">
    /// What to do where the same was changed again since: ours is what stands now, theirs what taking back would leave.
    /// Null to fail.
    /// </param>
    /// <param name="options">How objects are seen and list elements recognised; null for the default.</param>
    /// <returns>
    /// The tree with a new version that names the one undone; or <see cref="TimelineError.UndoConflict"/> where someone
    /// has changed the same place since and the policy leaves it open, or that there is nothing to undo, or how the
    /// policy failed, or what cannot be seen (<see cref="TimelineError.ObjectUnreadable"/>).
    /// </returns>
    /// <remarks>Called again, it takes back the change before that. Cost: that of <see cref="Merge"/>.</remarks>
    public Either<TimelineError, UndoTree<T>> UndoBy(
        string actor, Stamp stamp, MergePolicy? policy = null, ObjectDiffOptions? options = null) =>
        UndoBy(actor, stamp, Merging(policy, options));

    /// <summary>
    /// Takes back the last undo of a change of one actor, who must have changed nothing since.
    /// </summary>
    /// <param name="actor">Whose change was undone.</param>
    /// <param name="stamp">When and by whom the redo is; without a label the label is <c>redo N</c>.</param>
    /// <param name="policy">As for undoing. Null to fail.</param>
    /// <param name="options">How objects are seen and list elements recognised; null for the default.</param>
    /// <returns>The tree with a new version that names the undo; or as for undoing.</returns>
    public Either<TimelineError, UndoTree<T>> RedoBy(
        string actor, Stamp stamp, MergePolicy? policy = null, ObjectDiffOptions? options = null) =>
        RedoBy(actor, stamp, Merging(policy, options));

    /// <summary>
    /// Takes back the last changes of one actor that still stand and have one label, and leaves those of others.
    /// </summary>
    /// <param name="actor">Whose changes.</param>
    /// <param name="stamp">When and by whom the undo is; without a label each label is <c>undo N</c>.</param>
    /// <param name="policy">What to do where the same was changed again since. Null to fail.</param>
    /// <param name="options">How objects are seen and list elements recognised; null for the default.</param>
    /// <returns>The tree with a new version for each change undone; or why one cannot be, and then none is.</returns>
    /// <remarks>
    /// What others did in between does not end such a group, for the actor's own changes are what is counted. A change
    /// without a label is a group by itself. Law: it is <c>UndoBy</c> done once for each change of the group.
    /// </remarks>
    public Either<TimelineError, UndoTree<T>> UndoGroupBy(
        string actor, Stamp stamp, MergePolicy? policy = null, ObjectDiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return OverGroup(
            tree => tree.LastChange(actor),
            tree => tree.UndoBy(actor, stamp, policy, options));
    }

    /// <summary>Takes back the last undos of one actor's changes of one label.</summary>
    /// <param name="actor">Whose changes were undone.</param>
    /// <param name="stamp">When and by whom the redo is; without a label each label is <c>redo N</c>.</param>
    /// <param name="policy">What to do where the same was changed again since. Null to fail.</param>
    /// <param name="options">How objects are seen and list elements recognised; null for the default.</param>
    /// <returns>The tree with a new version for each undo taken back; or why one cannot be, and then none is.</returns>
    /// <remarks>Law: it is <c>RedoBy</c> done once for each change of the group.</remarks>
    public Either<TimelineError, UndoTree<T>> RedoGroupBy(
        string actor, Stamp stamp, MergePolicy? policy = null, ObjectDiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return OverGroup(
            tree => tree.LastUndo(actor) is var undo && undo == UndoEntry<T>.None ? undo : tree._entries[undo].Target,
            tree => tree.RedoBy(actor, stamp, policy, options));
    }

    /// <summary>Steps on for as long as the changes concerned have one label.</summary>
    private Either<TimelineError, UndoTree<T>> OverGroup(
        Func<UndoTree<T>, int> find, Func<UndoTree<T>, Either<TimelineError, UndoTree<T>>> step)
    {
        var first = find(this);
        var moved = step(this);
        if (first == UndoEntry<T>.None) return moved;
        var label = LabelOf(first);
        while (label.Length > 0 && moved.IsRight)
        {
            var tree = (UndoTree<T>)moved;
            var next = find(tree);
            if (next == UndoEntry<T>.None || tree.LabelOf(next) != label) break;
            moved = step(tree);
        }

        return moved;
    }

    private string LabelOf(int number) => _entries[number].Version.Stamp.Label;

    private static Func<T, T, T, Either<TimelineError, T>> Merging(MergePolicy? policy, ObjectDiffOptions? options) =>
        (before, ours, theirs) =>
        {
            var merged = Merge.ThreeWay(before, ours, theirs, policy ?? MergePolicy.Fail, options);
            if (merged.IsResolved) return merged.Value;
            return merged.Error
                ?? new TimelineError.UndoConflict(merged.OpenConflicts[0].Path.ToString(), merged.Open);
        };
}
