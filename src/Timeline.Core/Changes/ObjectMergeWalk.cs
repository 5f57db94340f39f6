using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Three objects of one type walked in lockstep. Only conflicts, and lists that both sides changed, are looked at as
/// values. A mutable working space of one merge.
/// </summary>
internal sealed partial class ObjectMergeWalk(MergeRun run, ObjectTree tree) : MergeWalk(run)
{
    private readonly TreeWalk _walk = new(tree);

    // Those of the list being joined; none where all there is are values.
    private MergedElements? _elements;

    // Whether something is being made: a fault then is not one of what was seen.
    private bool _isMaking;

    /// <summary>The merge of three objects.</summary>
    public Merged<T> Run<T>(T before, T ours, T theirs)
    {
        try
        {
            var joined = Join(
                ValuePath.Root, tree.ViewOf(typeof(T)), Part.Of(before), Part.Of(ours), Part.Of(theirs));
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
            var joined = Join(
                ValuePath.Root, tree.ViewOf(typeof(T)), before, Part.Of(older), Part.Of(newer));
            return joined.IsThere ? (T)joined.Seen! : older;
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
        var joined = Join(path, elements.View, Found(before), Found(ours), Found(theirs));
        return joined.IsThere ? elements.See(_walk, joined.Seen) : null;

        Part Found(Value? value) => value is null ? default : Part.Of(Element(elements, value));
    }

    private TimelineError ErrorOf(ObjectFault fault) => _isMaking ? fault.ToUnwritable() : fault.ToError();

    /// <summary>What stands in a place after the merge; a fault notes the place on its way up.</summary>
    private Part Join(ValuePath path, TypeView declared, Part before, Part ours, Part theirs)
    {
        try
        {
            return JoinHere(path, declared, before, ours, theirs);
        }
        catch (ObjectFault fault) when (!path.IsRoot && fault.Passes(path.Last))
        {
            throw;
        }
    }

    private Part JoinHere(ValuePath path, TypeView declared, Part before, Part ours, Part theirs)
    {
        if (ours.IsSameAs(theirs) || before.IsSameAs(theirs)) return ours;
        if (before.IsSameAs(ours)) return theirs;
        if (CommonView(declared, before, ours, theirs) is { } view && !IsWhole(path))
        {
            _walk.Enter(ours.Seen!);
            var joined = JoinInside(path, view, before, ours, theirs);
            _walk.Leave();
            if (joined is { } known) return known;
        }

        if (AreSame(declared, ours, theirs) || AreSame(declared, before, theirs)) return ours;
        return AreSame(declared, before, ours) ? theirs : Decided(path, declared, before, ours, theirs);
    }

    /// <summary>How all that is there is seen; null where that differs and nothing inside can be compared.</summary>
    private static TypeView? CommonView(TypeView declared, Part before, Part ours, Part theirs)
    {
        if (ours.Seen is not { } our || theirs.Seen is not { } their) return null;
        var view = declared.Of(our);
        if (!ReferenceEquals(view, declared.Of(their))) return null;
        if (!before.IsThere) return view;
        return before.Seen is { } old && ReferenceEquals(view, declared.Of(old)) ? view : null;
    }

    /// <summary>What the parts of both sides give; null for what has none that can be joined.</summary>
    private Part? JoinInside(ValuePath path, TypeView view, Part before, Part ours, Part theirs) => view switch
    {
        ObjectView { IsBareCase: false } it => JoinMembers(path, it, before, ours, theirs),
        MappingView it => JoinEntries(path, it, before, ours, theirs),
        SequenceView { IsSet: true } it => JoinSets(it, before, ours, theirs),
        SequenceView it when before.IsThere => JoinSequences(path, it, before, ours, theirs),
        OptionView it => JoinHeld(path, it, before, ours, theirs),
        LeafView when ours.Seen is Value && theirs.Seen is Value => JoinValues(path, before, ours, theirs),
        _ => null,
    };

    private Part JoinHeld(ValuePath path, OptionView view, Part before, Part ours, Part theirs)
    {
        var our = Held(ours);
        var joined = JoinHere(path, view.Held.View, Held(before), our, Held(theirs));
        if (joined.IsSameAs(our)) return ours;
        return joined.IsThere ? Part.Of(Made(view, () => view.Make(joined.Seen))) : joined;

        Part Held(Part option) => option.Seen is { } seen ? Part.Of(view.Read(seen)) : option;
    }

    private Part JoinValues(ValuePath path, Part before, Part ours, Part theirs)
    {
        var outer = _elements;
        _elements = null;
        var joined = base.Join(path, before.Seen as Value, (Value)ours.Seen!, (Value)theirs.Seen!);
        _elements = outer;
        return joined is null ? default : Part.Of(joined);
    }

    private Part Decided(ValuePath path, TypeView declared, Part before, Part ours, Part theirs)
    {
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
