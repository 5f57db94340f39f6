using System.Globalization;
using LanguageExt;
using Timeline.Histories;

namespace Timeline.Undo;

public sealed partial class UndoTree<T>
{
    /// <summary>Takes back the last change of one actor that still stands, and leaves later ones of others.</summary>
    /// <param name="actor">Whose change; the versions that lead to the current one are looked through.</param>
    /// <param name="stamp">When and by whom the undo is; without a label the label is <c>undo N</c>.</param>
    /// <param name="merge">
    /// Joins what two sides made of a base: given the version undone as the base, the current value as ours and the
    /// version before it as theirs, it gives the current value without the change, or says why it cannot.
    /// </param>
    /// <returns>
    /// The tree with a new version that names the one undone; or that there is nothing, or why it fails.
    /// </returns>
    /// <remarks>
    /// Called again, it takes back the change before that. Law: with nobody else's edits it gives the value that
    /// <see cref="Undo"/> goes back to. O(k log n) in the k versions since the change, and the merge.
    /// </remarks>
    public Either<TimelineError, UndoTree<T>> UndoBy(
        string actor, Stamp stamp, Func<T, T, T, Either<TimelineError, T>> merge)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(merge);
        var number = LastChange(actor);
        return number == UndoEntry<T>.None
            ? new TimelineError.NothingToUndo(actor)
            : TakeBack(number, stamp, "undo", merge);
    }

    /// <summary>
    /// Takes back the last <c>UndoBy</c> of a change of one actor, who must have changed nothing since.
    /// </summary>
    /// <param name="actor">Whose change was undone.</param>
    /// <param name="stamp">When and by whom the redo is; without a label the label is <c>redo N</c>.</param>
    /// <param name="merge">As for <c>UndoBy</c>.</param>
    /// <returns>The tree with a new version that names the undo; or that there is nothing, or why it fails.</returns>
    public Either<TimelineError, UndoTree<T>> RedoBy(
        string actor, Stamp stamp, Func<T, T, T, Either<TimelineError, T>> merge)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(merge);
        var number = LastUndo(actor);
        return number == UndoEntry<T>.None
            ? new TimelineError.NothingToRedo(actor)
            : TakeBack(number, stamp, "redo", merge);
    }

    /// <summary>The actor's newest change that stands.</summary>
    private int LastChange(string actor) => InEffect()
        .FirstOrDefault(it => _entries[it].Target == UndoEntry<T>.None && IsBy(actor, it), UndoEntry<T>.None);

    /// <summary>The newest undo of a change of the actor's that stands, if no change of the actor's is newer.</summary>
    private int LastUndo(string actor)
    {
        foreach (var number in InEffect())
        {
            var target = _entries[number].Target;
            var isChange = target == UndoEntry<T>.None;
            if (isChange && IsBy(actor, number)) break;
            if (!isChange && _entries[target].Target == UndoEntry<T>.None && IsBy(actor, target)) return number;
        }

        return UndoEntry<T>.None;
    }

    /// <summary>
    /// The versions that lead to the current one, the newest first, without the first and without those that a later
    /// one takes back. What is taken back takes nothing back itself.
    /// </summary>
    private IEnumerable<int> InEffect()
    {
        var takenBack = new System.Collections.Generic.HashSet<int>();
        for (var (number, entry) = (Number, _here); entry.Parent != UndoEntry<T>.None;)
        {
            if (!takenBack.Contains(number))
            {
                if (entry.Target != UndoEntry<T>.None) _ = takenBack.Add(entry.Target);
                yield return number;
            }

            (number, entry) = (entry.Parent, _entries[entry.Parent]);
        }
    }

    private bool IsBy(string actor, int number) => _entries[number].Version.Stamp.Actor == actor;

    private Either<TimelineError, UndoTree<T>> TakeBack(
        int number, Stamp stamp, string verb, Func<T, T, T, Either<TimelineError, T>> merge)
    {
        var entry = _entries[number];
        var before = _entries[entry.Parent].Version.Value;
        var named = verb == "undo" ? number : entry.Target;
        var label = string.Create(CultureInfo.InvariantCulture, $"{verb} {named}");
        return merge(entry.Version.Value, Value, before)
            .Map(value => Add(value, stamp.WithDefaultLabel(label), number));
    }
}
