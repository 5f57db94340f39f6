using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Applies a patch to an object: what its changes lead through is made anew once, all else is shared.
/// </summary>
/// <remarks>
/// The changes are made in turn, in what the objects on their way hold; those objects are made when all is done, so a
/// constructor never sees what lies between, and no list or map is copied twice. Where a change says what an object is
/// that others have changed, that is made to be looked at. A mutable working space of one application.
/// </remarks>
internal sealed class ObjectEdit(ObjectTree tree, IReadOnlyList<Change> changes)
{
    private readonly TreeWalk _walk = new(tree);

    /// <summary>The change that is being made.</summary>
    internal int Index { get; set; }

    /// <summary>Whether a change was left to follow from others: nothing can set the member it is about.</summary>
    internal bool LeftSome { get; private set; }

    /// <summary>The object after all changes, of which there are some, or the first that does not fit.</summary>
    internal Either<TimelineError, T> Apply<T>(T seen)
    {
        try
        {
            return Made(tree.ViewOf(typeof(T)), seen) is { } made
                ? (T)made
                : ObjectFault.Nothing(typeof(T)).ToUnwritable();
        }
        catch (ObjectFault fault)
        {
            var change = changes[Index];
            return new TimelineError.PatchMismatch(
                Index, change.Path.ToString(), Before(change)?.ToString() ?? "nothing",
                $"a {TypeName.Of(fault.Seen)}: {fault.Message}");
        }
    }

    /// <summary>What a change takes away; null for nothing.</summary>
    internal static Value? Before(Change change) =>
        (change as Change.Removed)?.Before ?? (change as Change.Replaced)?.Before;

    internal static Value? After(Change change) =>
        (change as Change.Added)?.After ?? (change as Change.Replaced)?.After;

    /// <summary>Notes that a member was passed over, which nothing can set.</summary>
    internal EditedPart? Leave()
    {
        LeftSome = true;
        return null;
    }

    internal Value Seen(TypeView declared, object? part) => _walk.Project(declared, part);

    /// <summary>What is there must be what the change says.</summary>
    internal void Require(EditedPart part, Value expected)
    {
        if (Seen(part.Declared, part.Made()) is var seen && !seen.Equals(expected))
            throw new ObjectFault(part.Declared.Type, $"it is {seen}");
    }

    private object? Made(TypeView declared, object? seen)
    {
        try
        {
            var root = new EditedPart(this, declared, seen);
            for (Index = 0; Index < changes.Count; Index++) Make(root, changes[Index]);
            return root.Made();
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw ObjectFault.Met(declared, error);
        }
    }

    private void Make(EditedPart root, Change change)
    {
        if (change is Change.Moved moved) Move(root, moved);
        else if (change.Path.IsRoot) Exchange(root, change);
        else _ = Make(root, change, null);
    }

    private void Exchange(EditedPart root, Change change)
    {
        if (Before(change) is { } before) Require(root, before);
        else if (!root.IsNothing) throw new ObjectFault(root.Declared.Type, "something is there already");
        root.Become(After(change) is { } after ? ObjectTree.Read(root.Declared, after) : null);
    }

    /// <summary>
    /// What is taken out is put in itself, where the type declared there is the same: it is not read anew.
    /// </summary>
    private void Move(EditedPart root, Change.Moved change)
    {
        if (change.IsReordering)
        {
            Reorder(root, change);
            return;
        }

        // Nor out of what it will stand beside: taken back, that would be a move into itself.
        if (change.Path.StartsWith(change.From) || change.From.StartsWith(change.Path))
            throw new ObjectFault(root.Declared.Type, "neither place may lie inside the other");
        var taken = Make(root, new Change.Removed(change.From, change.Value), null);
        _ = Make(root, new Change.Added(change.Path, change.Value, change.NextKey), taken);
    }

    /// <summary>The order of keys means something in values alone.</summary>
    private void Reorder(EditedPart root, Change.Moved change)
    {
        if (change.Path.IsRoot) throw new ObjectFault(root.Declared.Type, "nothing is around it");
        if (Reach(root, change.Path) is not var (part, steps)) return;
        if (part.AsValue is { } value) part.Become(Inside(part.Declared, value, change.Inside(steps)));
        else if (part.Open().At(change.Path.Last) is { } there) Require(there, change.Value);
    }

    /// <summary>Makes a change other than of the whole.</summary>
    /// <returns>What it took out, if that is an object; null also for what was left to follow.</returns>
    private EditedPart? Make(EditedPart root, Change change, EditedPart? moved)
    {
        if (Reach(root, change.Path) is not var (part, steps)) return null;
        if (part.AsValue is { } value)
        {
            part.Become(Inside(part.Declared, value, change.Inside(steps)));
            return null;
        }

        var (parts, step) = (part.Open(), change.Path.Last);
        if (change is Change.Replaced replaced) parts.Replace(step, replaced);
        if (change is Change.Added added)
        {
            parts.Add(step, declared => ReferenceEquals(moved?.Declared, declared)
                ? moved.Made()
                : ObjectTree.Read(declared, added.After));
        }

        if (change is not Change.Removed removed || parts.Take(step) is not { } taken) return null;
        Require(taken, removed.Before);
        return taken;
    }

    /// <summary>
    /// What holds the place of a path, or a value on the way to it, and how many steps lead there; null where they lead
    /// through a member that nothing can set.
    /// </summary>
    private static (EditedPart Part, int Steps)? Reach(EditedPart root, ValuePath path)
    {
        var way = path.ToArray();
        var (part, at) = (root.Held(), 0);
        while (at < way.Length - 1 && part.AsValue is null)
        {
            if (part.Open().At(way[at]) is not { } next) return null;
            (part, at) = (next.Held(), at + 1);
        }

        return (part, at);
    }

    /// <summary>A part that is itself a value is changed as a value.</summary>
    private static Value Inside(TypeView view, Value value, Change change) => Patch.From([change]).Apply(value)
        .IfLeft(error => throw new ObjectFault(view.Type, error.Message));
}
