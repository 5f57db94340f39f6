using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// What an object holds while changes are made in it; the object is made anew once, of what they left.
/// </summary>
/// <remarks>A mutable working space of one edit. Whatever does not fit is an <see cref="ObjectFault"/>.</remarks>
internal abstract class EditedParts(ObjectEdit edit, TypeView view)
{
    private protected ObjectEdit Edit { get; } = edit;

    internal static EditedParts Of(ObjectEdit edit, TypeView view, object seen) => view switch
    {
        ObjectView it => new EditedMembers(edit, it, seen),
        MappingView it => new EditedEntries(edit, it, seen),
        SequenceView { IsSet: true } it => new EditedSet(edit, it, seen),
        SequenceView it => new EditedElements(edit, it, seen),
        _ => throw new ObjectFault(view.Type, "nothing in it can be changed"),
    };

    /// <summary>What is at a step, to be changed; null for what nothing can set, and follows from the rest.</summary>
    internal abstract EditedPart? At(PathSegment step);

    /// <summary>What was at a step, where nothing is afterwards; null as for <see cref="At"/>.</summary>
    internal abstract EditedPart? Take(PathSegment step);

    /// <summary>Puts something where nothing is.</summary>
    /// <param name="step">Where.</param>
    /// <param name="part">Gives it, for the type that is declared there.</param>
    internal abstract void Add(PathSegment step, Func<TypeView, object?> part);

    /// <summary>Puts something in the place of what is there.</summary>
    internal virtual void Replace(PathSegment step, Change.Replaced change)
    {
        if (At(step) is not { } part) return;
        Edit.Require(part, change.Before);
        part.Become(ObjectTree.Read(part.Declared, change.After));
    }

    /// <summary>The object with what it holds now; the one that it was where nothing changed.</summary>
    internal abstract object Made();

    private protected ObjectFault Misfit(string reason) => new(view.Type, reason);

    private protected void Require(bool holds, string reason)
    {
        if (!holds) throw Misfit(reason);
    }
}
