using Timeline.Documents;
using Timeline.Histories;
using Timeline.Undo;

namespace Timeline.Watching;

public sealed partial class Watched<T>
{
    // Where one stands among what was done; made when it is first asked for, and then kept up by every set.
    private UndoTree<T>? _undone;

    /// <summary>Whether there is a change to take back.</summary>
    public bool CanUndo => Standpoint(out _).CanUndo;

    /// <summary>Whether a change was taken back that can be made again.</summary>
    public bool CanRedo => Standpoint(out _).CanRedo;

    /// <summary>Takes back the newest change that was not taken back yet, by a new version.</summary>
    /// <param name="label">In what words; null for <c>undo of N</c>.</param>
    /// <returns>This variable.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="TimelineException">There is nothing to undo.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule of now refuses the value of then.</exception>
    /// <remarks>
    /// <para>The first undo costs O(n) over the versions of the line, every further one O(log n).</para>
    /// <para>What was taken back is told by the labels, also after a switch, a load or a new start of the program: an
    /// undo with words of the caller's own counts as a change there.</para>
    /// </remarks>
    public Watched<T> Undo(string? label = null) => GoBack(() => ToUndone(label), "undone");

    /// <summary>Makes the change again that was taken back last, by a new version.</summary>
    /// <param name="label">In what words; null for <c>redo of N</c>.</param>
    /// <returns>This variable.</returns>
    /// <exception cref="VariableFrozenException">The variable is frozen.</exception>
    /// <exception cref="TimelineException">There is nothing to redo: setting a value after an undo begins
    /// anew.</exception>
    /// <exception cref="Admission.ValueRejectedException">A rule of now refuses the value of then.</exception>
    public Watched<T> Redo(string? label = null) => GoBack(() => ToRedone(label), "redone");

    private Goal ToUndone(string? label)
    {
        var before = Standpoint(out var seen);
        var after = Unwrapped(before.Undo());
        return new(seen, after.Value, Words(label) ?? UndoTrail.UndoOf(before.Current.Index), after);
    }

    private Goal ToRedone(string? label)
    {
        var after = Unwrapped(Standpoint(out var seen).Redo());
        return new(seen, after.Value, Words(label) ?? UndoTrail.RedoOf(after.Current.Index), after);
    }

    /// <summary>Takes down where one stands after a version, under the lock; most variables are never asked.</summary>
    private void KeepUp(UndoTree<T>? undone, Version<T> version)
    {
        if (undone is not null) _undone = undone;
        else if (_undone is { } before) _undone = before.Add(version);
    }

    /// <summary>Where one stands, and the version that is the newest meanwhile.</summary>
    private UndoTree<T> Standpoint(out Version<T> newest)
    {
        while (true)
        {
            using (Gate.Hold())
            {
                newest = Tip;
                if (_undone is { } known) return known;
            }

            // The line may be long: it is walked outside the lock, and counts if nothing was set meanwhile.
            var made = UndoTrail.Of(newest);
            using (Gate.Hold())
            {
                if (ReferenceEquals(newest, Tip)) return _undone ??= made;
            }
        }
    }

    /// <summary>Where one stands once older versions are gone: what was taken back stays so, and is not done again by
    /// the next undo; what it could be redone by is forgotten.</summary>
    /// <param name="before">Where one stood; null where nobody has asked.</param>
    /// <param name="left">What is left of the line.</param>
    private static UndoTree<T>? StandpointIn(UndoTree<T>? before, History<T> left)
    {
        if (before is null) return null;
        Stack<Version<T>> way = new();
        for (int? number = before.Number; number is { } at;)
        {
            var place = TimelineException.Unwrap(before.At(at));
            var isLeft = left.At(place.Version.Index).TryGet(out var version, out _);

            // Of what one went back to the newest version has the value.
            if (isLeft || way.Count == 0) way.Push(isLeft ? version! : left.Head!);
            number = place.Parent;
        }

        return way.Skip(1).Aggregate(new UndoTree<T>(way.Peek()), (tree, version) => tree.Add(version));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
