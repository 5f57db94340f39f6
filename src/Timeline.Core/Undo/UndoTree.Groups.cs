using LanguageExt;

namespace Timeline.Undo;

/// <summary>Several versions undone and redone as one.</summary>
public sealed partial class UndoTree<T>
{
    /// <summary>Back over the whole group that the current version belongs to.</summary>
    /// <returns>The tree before the group, or that there is nothing to undo. O(log n).</returns>
    /// <remarks>
    /// A group is a run of versions done one on the other by one actor with one label. A version without a label is a
    /// group by itself; so are the first of the tree and what <c>UndoBy</c> and <c>RedoBy</c> add.
    /// </remarks>
    public Either<TimelineError, UndoTree<T>> UndoGroup() => CanUndo
        ? new UndoTree<T>(_entries, _entries[_here.GroupStart].Parent)
        : new TimelineError.NothingToUndo("");

    /// <summary>Forward to the end of the group that <see cref="Next"/> belongs to.</summary>
    /// <returns>The tree standing there, or that there is nothing to redo. O(g log n) for g versions.</returns>
    public Either<TimelineError, UndoTree<T>> RedoGroup()
    {
        if (!CanRedo) return new TimelineError.NothingToRedo("");
        var group = _entries[_here.Next].GroupStart;
        return Forward(next => _entries[next].GroupStart == group);
    }

    /// <summary>
    /// Back over the current version and those before it, as long as no pause between two of them is longer.
    /// </summary>
    /// <param name="pause">The longest time between a version and the next of its group.</param>
    /// <returns>The tree before the group, or that there is nothing to undo. O(g log n) for g versions.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pause is negative.</exception>
    /// <remarks>
    /// Such a group too is of one actor and one label, which may be none: typing needs no labels to be undone by the
    /// pauses in it. Law: undoing a group is undoing its versions one by one.
    /// </remarks>
    public Either<TimelineError, UndoTree<T>> UndoGroup(TimeSpan pause)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, TimeSpan.Zero);
        if (!CanUndo) return new TimelineError.NothingToUndo("");
        var first = Number;
        while (Follows(first, pause)) first = _entries[first].Parent;
        return new UndoTree<T>(_entries, _entries[first].Parent);
    }

    /// <summary>
    /// Forward over <see cref="Next"/> and those after it, as long as no pause between two of them is longer.
    /// </summary>
    /// <param name="pause">The longest time between a version and the next of its group.</param>
    /// <returns>The tree standing there, or that there is nothing to redo. O(g log n) for g versions.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pause is negative.</exception>
    public Either<TimelineError, UndoTree<T>> RedoGroup(TimeSpan pause)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, TimeSpan.Zero);
        return CanRedo ? Forward(next => Follows(next, pause)) : new TimelineError.NothingToRedo("");
    }

    /// <summary>One step forward, and on for as long as what is next belongs with it.</summary>
    private UndoTree<T> Forward(Func<int, bool> belongs)
    {
        var last = _here.Next;
        while (_entries[last].Next is var next and not UndoEntry<T>.None && belongs(next)) last = next;
        return new UndoTree<T>(_entries, last);
    }

    /// <summary>Whether a version belongs to the group of its parent, going by the pause between them.</summary>
    private bool Follows(int number, TimeSpan pause)
    {
        var entry = _entries[number];
        if (entry.Parent == UndoEntry<T>.None || entry.Target != UndoEntry<T>.None) return false;
        var before = _entries[entry.Parent];
        var (stamp, earlier) = (entry.Version.Stamp, before.Version.Stamp);
        return before.Parent != UndoEntry<T>.None && before.Target == UndoEntry<T>.None
            && stamp.Actor == earlier.Actor && stamp.Label == earlier.Label
            && stamp.Ticks - earlier.Ticks <= pause.Ticks;
    }

    private bool JoinsGroup(Histories.Stamp stamp) =>
        CanUndo && _here.Target == UndoEntry<T>.None && stamp.Label.Length > 0
        && stamp.Label == Current.Stamp.Label && stamp.Actor == Current.Stamp.Actor;
}
