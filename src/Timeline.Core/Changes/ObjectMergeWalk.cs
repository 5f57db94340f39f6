using System.Runtime.CompilerServices;
using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Three objects of one type walked in lockstep. Only conflicts, and lists that both sides changed, are looked at as
/// values. A mutable working space of one merge.
/// </summary>
/// <remarks>
/// What calls itself at each level is optimised before its first run: else a thousand levels are more than a stack of
/// a megabyte holds.
/// </remarks>
internal sealed partial class ObjectMergeWalk(MergeRun run, ObjectTree tree) : MergeWalk(run)
{
    private readonly TreeWalk _walk = new(tree);

    // Where the walk is, for faults.
    private ValuePath _at = ValuePath.Root;

    // Those of the list being joined; none where all there is are values.
    private MergedElements? _elements;

    // Whether something is being made: a fault then is not one of what was seen.
    private bool _isMaking;

    /// <summary>The merge of three objects.</summary>
    public Merged<T> Run<T>(T before, T ours, T theirs)
    {
        try
        {
            var sides = new Sides(Part.Of(before), Part.Of(ours), Part.Of(theirs));
            var joined = Join(ValuePath.Root, tree.ViewOf(typeof(T)), in sides);
            return Came(before, joined.IsThere ? (T)joined.Seen! : before, null);
        }
        catch (ObjectFault fault)
        {
            return Came(before, before, ErrorOf(fault));
        }
    }

    /// <summary>What two objects give that are the base of a merge; see <see cref="Merge.Ground"/>.</summary>
    public Either<TimelineError, T> Ground<T>(Part before, T older, T newer)
    {
        try
        {
            var sides = new Sides(before, Part.Of(older), Part.Of(newer));
            var joined = Join(ValuePath.Root, tree.ViewOf(typeof(T)), in sides);
            if (!joined.IsThere) return older;
            return joined.Seen is { } seen ? (T)seen : ObjectFault.Nothing(typeof(T)).ToUnwritable();
        }
        catch (ObjectFault fault)
        {
            return ErrorOf(fault);
        }
    }

    /// <summary>Elements of a list, as objects; or values within objects, as values.</summary>
    public override Value? Join(ValuePath path, Value? before, Value? ours, Value? theirs)
    {
        if (_elements is not { } elements) return base.Join(path, before, ours, theirs);
        var sides = new Sides(Found(before), Found(ours), Found(theirs));
        var joined = Join(path, elements.View, in sides);
        return joined.IsThere ? elements.See(_walk, joined.Seen) : null;

        Part Found(Value? value) => value is null ? default : Part.Of(Element(elements, value));
    }

    /// <summary>A fault with the place at which the walk was, then that of the fault within it.</summary>
    private TimelineError ErrorOf(ObjectFault fault)
    {
        foreach (var step in _at.Segments.Reverse()) _ = fault.Passes(step);
        return _isMaking ? fault.ToUnwritable() : fault.ToError();
    }

    /// <summary>What stands in a place after the merge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Part Join(ValuePath path, TypeView declared, in Sides sides)
    {
        if (sides.Ours.IsSameAs(sides.Theirs) || sides.Before.IsSameAs(sides.Theirs)) return sides.Ours;
        if (sides.Before.IsSameAs(sides.Ours)) return sides.Theirs;
        var outer = _at;
        _at = path;
        var joined = JoinInside(path, declared, in sides) ?? JoinWhole(path, declared, in sides);
        _at = outer;
        return joined;
    }

    /// <summary>How all that is there is seen; null where that differs and nothing inside can be compared.</summary>
    private static TypeView? CommonView(TypeView declared, in Sides sides)
    {
        if (sides.Ours.Seen is not { } our || sides.Theirs.Seen is not { } their) return null;
        var view = declared.Of(our);
        if (!ReferenceEquals(view, declared.Of(their))) return null;
        if (!sides.Before.IsThere) return view;
        return sides.Before.Seen is { } old && ReferenceEquals(view, declared.Of(old)) ? view : null;
    }

    /// <summary>What the parts of both sides give; null for what has none that can be joined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Part? JoinInside(ValuePath path, TypeView declared, in Sides sides)
    {
        if (CommonView(declared, in sides) is not { } view || IsWhole(path)) return null;
        _walk.Enter(view);
        try
        {
            Part? joined = view switch
            {
                ObjectView { IsBareCase: false } it when !IsHidden(it, in sides) => JoinMembers(path, it, in sides),
                MappingView it => JoinEntries(path, it, in sides),
                SequenceView { IsSet: true } it => JoinSets(it, in sides),
                SequenceView it when sides.Before.IsThere => JoinSequences(path, it, in sides),
                OptionView it => JoinHeld(path, it, in sides),
                LeafView when sides.Ours.Seen is Value && sides.Theirs.Seen is Value => JoinValues(path, in sides),
                _ => null,
            };
            _walk.Leave();
            return joined;
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw ObjectFault.Met(view, error);
        }
    }

    /// <summary>The side that changed something; a conflict where both did.</summary>
    private Part JoinWhole(ValuePath path, TypeView declared, in Sides sides)
    {
        var (before, ours, theirs) = sides;
        if (AreSame(declared, ours, theirs) || AreSame(declared, before, theirs)) return ours;
        return AreSame(declared, before, ours) ? theirs : Decided(path, declared, in sides);
    }

    private Part JoinHeld(ValuePath path, OptionView view, in Sides sides)
    {
        var held = new Sides(Held(sides.Before), Held(sides.Ours), Held(sides.Theirs));
        var joined = Join(path, view.Held.View, in held);
        if (joined.IsSameAs(held.Ours)) return sides.Ours;
        return joined.IsThere ? Part.Of(Made(view, () => view.Make(joined.Seen))) : joined;

        Part Held(Part option) => option.Seen is { } seen ? Part.Of(view.Read(seen)) : option;
    }

    private Part JoinValues(ValuePath path, in Sides sides)
    {
        var outer = _elements;
        _elements = null;
        var joined = base.Join(
            path, sides.Before.Seen as Value, (Value)sides.Ours.Seen!, (Value)sides.Theirs.Seen!);
        _elements = outer;
        return joined is null ? default : Part.Of(joined);
    }

    private Part Decided(ValuePath path, TypeView declared, in Sides sides)
    {
        var (before, ours, theirs) = sides;
        var (from, our, their) = (Seen(declared, before), Seen(declared, ours), Seen(declared, theirs));
        var isTypes = ours.Seen is { } one && theirs.Seen is { } other
            && !ReferenceEquals(declared.Of(one), declared.Of(other));
        var kind = KindOf(from, our, their);
        var conflict = new Conflict(
            path, from, our, their, isTypes && kind == ConflictKind.BothChanged ? ConflictKind.Type : kind);
        var decision = Decide(conflict);
        if (decision.TakesOurs) return ours;
        if (decision.TakesTheirs) return theirs;
        if (!decision.IsMade) return before;
        return decision.Outcome(conflict) is { } value
            ? Part.Of(Made(declared, () => ObjectTree.Read(declared, value)))
            : default;
    }

    private Value? Seen(TypeView declared, Part part) => part.IsThere ? _walk.Project(declared, part.Seen) : null;

    private bool AreSame(TypeView declared, Part one, Part other) =>
        one.IsThere == other.IsThere && (!one.IsThere || _walk.AreSame(declared, one.Seen, other.Seen));

    /// <summary>Makes something of a type; what is thrown on the way becomes a fault.</summary>
    private TMade Made<TMade>(TypeView view, Func<TMade> make)
    {
        _isMaking = true;
        try
        {
            var made = make();
            _isMaking = false;
            return made;
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(view.Type, $"making it failed: {ObjectTree.ReasonOf(error)}", error);
        }
    }
}
