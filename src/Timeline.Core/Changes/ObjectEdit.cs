using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Applies changes to an object: what lies on the way to a change is made anew, all else is shared.</summary>
internal sealed class ObjectEdit(ObjectTree tree)
{
    private readonly TreeWalk _walk = new(tree);

    /// <summary>Whether a change was left to follow from others: nothing can set the member it is about.</summary>
    internal bool LeftSome { get; private set; }

    /// <summary>How many of the changes of a run were done, when one does not fit.</summary>
    internal int Done { get; private set; }

    /// <summary>
    /// How many changes, from one on, are of members or entries of one part: they are done at once, for a constructor
    /// may refuse what lies between.
    /// </summary>
    internal static int RunFrom(ReadOnlySpan<Change> changes)
    {
        if (changes[0] is Change.Moved || changes[0].Path.IsRoot) return 1;
        var count = 1;
        while (count < changes.Length && changes[count] is not Change.Moved
            && changes[0].Path.Parent!.Equals(changes[count].Path.Parent))
        {
            count++;
        }

        return count;
    }

    /// <summary>The part after a run of changes, or a reason why one of them does not fit.</summary>
    internal object? Apply(TypeView declared, object? part, ReadOnlyMemory<Change> run)
    {
        Done = 0;
        try
        {
            return run.Span[0] is Change.Moved moved ? Move(declared, part, moved) : At(declared, part, run);
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw ObjectFault.Met(declared, error);
        }
    }

    /// <summary>What a change takes away; null for nothing.</summary>
    internal static Value? Before(Change change) =>
        (change as Change.Removed)?.Before ?? (change as Change.Replaced)?.Before;

    internal static Value? After(Change change) =>
        (change as Change.Added)?.After ?? (change as Change.Replaced)?.After;

    /// <summary>The element itself is taken out and put in: it is not made anew.</summary>
    private object? Move(TypeView declared, object? part, Change.Moved change)
    {
        if (change.From.IsRoot || change.Path.IsRoot || !change.From.Parent!.Equals(change.Path.Parent)
            || !change.From.Last.TryGetIndex(out var start) || !change.Path.Last.TryGetIndex(out var end))
        {
            var removed = At(declared, part, new[] { new Change.Removed(change.From, change.Value) });
            return At(declared, removed, new[] { new Change.Added(change.Path, change.Value) });
        }

        return Within(declared, part, new[] { change }, (view, seen) =>
        {
            if (view is not SequenceView { IsSet: false } list) throw Misfit(view, "nothing can be moved in it");
            var indexed = list.Indexed(seen);
            Require(view, start < list.CountOf(indexed) && end < list.CountOf(indexed), "it is shorter");
            var element = list.At(indexed, start);
            return list.Splice(list.Splice(seen, start, 1, []), end, 0, [element]);
        });
    }

    private object? At(TypeView declared, object? part, ReadOnlyMemory<Change> run)
    {
        var target = Target.Of(run.Span[0]);
        return run.Span[0].Path.IsRoot
            ? Changed(declared, part, part is not null || target.Before is not null, target)
            : Within(declared, part, run, (view, seen) => Steps(view, seen, run.Span));
    }

    private object? Within(
        TypeView declared, object? part, ReadOnlyMemory<Change> run, Func<TypeView, object, object?> edit)
    {
        var way = run.Span[0].Path.Parent!.ToArray();
        return Within(declared, part, 0);

        // What the path leads to from there on is edited in it.
        object? Within(TypeView declared, object? part, int at)
        {
            if (part is null) throw Misfit(declared, "there is nothing");
            var view = declared.Of(part);
            if (view is OptionView option) return option.Make(Within(option.Held.View, option.Read(part), at));
            if (view is LeafView && part is Value value) return Inside(view, value, run, at);
            if (at == way.Length) return edit(view, part);
            var step = way[at];
            switch (view)
            {
                case ObjectView it:
                    var member = Member(it, step);
                    return IsLeft(it, part, member)
                        ? part
                        : ObjectMaker.With(it, part, member, Within(member.Part.View, member.Get(part), at + 1));
                case MappingView it:
                    Require(view, it.TryGet(part, step.Text, out var held), $"there is no '{step.Text}'");
                    return it.With(part, step.Text, Within(it.Item.View, held, at + 1));
                case SequenceView { IsSet: false } it:
                    var indexed = it.Indexed(part);
                    var isThere = step.TryGetIndex(out var index) && index < it.CountOf(indexed);
                    Require(view, isThere, $"there is no {step.Text}");
                    return it.Splice(part, index, 1, [Within(it.Element.View, it.At(indexed, index), at + 1)]);
                default:
                    throw Misfit(view, $"nothing in it can be changed at '{step.Text}'");
            }
        }
    }

    /// <summary>A part that is itself a value is changed as a value.</summary>
    private static Value Inside(TypeView view, Value value, ReadOnlyMemory<Change> run, int at) =>
        Patch.From(run.ToArray().Select(change => change.Inside(at))).Apply(value)
            .IfLeft(error => throw Misfit(view, error.Message));

    private object Steps(TypeView view, object seen, ReadOnlySpan<Change> run)
    {
        if (view is ObjectView it) return Members(it, seen, run);
        foreach (var change in run)
        {
            seen = Step(view, seen, change.Path.Last, Target.Of(change));
            Done++;
        }

        return seen;
    }

    private object Members(ObjectView view, object seen, ReadOnlySpan<Change> run)
    {
        var parts = new Dictionary<MemberView, object?>();
        foreach (var change in run)
        {
            var member = Member(view, change.Path.Last);
            if (!IsLeft(view, seen, member))
            {
                var target = Target.Of(change);
                Require(view, target.After is not null, $"its member {member.Name} cannot be taken away");
                var part = parts.TryGetValue(member, out var made) ? made : member.Get(seen);
                parts[member] = Changed(member.Part.View, part, true, target);
            }

            Done++;
        }

        return parts.Count == 0 ? seen : ObjectMaker.With(view, seen, parts);
    }

    private object Step(TypeView view, object seen, PathSegment step, Target target)
    {
        switch (view)
        {
            case MappingView it:
                var has = it.TryGet(seen, step.Text, out var old);
                var item = Changed(it.Item.View, old, has, target);
                return target.After is null ? it.Without(seen, step.Text) : it.With(seen, step.Text, item);
            case SequenceView { IsSet: true } it:
                return Set(it, seen, step, target);
            case SequenceView it:
                return Element(it, seen, step, target);
            default:
                throw Misfit(view, $"it has no '{step.Text}'");
        }
    }

    private bool IsLeft(ObjectView view, object seen, MemberView member)
    {
        var isLeft = !ObjectMaker.CanSet(view, seen, member);
        LeftSome |= isLeft;
        return isLeft;
    }

    private object Element(SequenceView view, object seen, PathSegment step, Target target)
    {
        var indexed = view.Indexed(seen);
        var count = view.CountOf(indexed);
        var isEnd = step.IsEnd;
        if (!step.TryGetIndex(out var index)) index = count;
        var isAdded = target.Before is null;
        Require(view, isEnd || index < count || (isAdded && index == count), $"there is no {step.Text}");
        var part = Changed(view.Element.View, isAdded ? null : view.At(indexed, index), !isAdded, target);
        return view.Splice(seen, index, isAdded ? 0 : 1, target.After is null ? [] : [part]);
    }

    /// <summary>A set is changed as the list that it is seen as; elements that stay are the same objects.</summary>
    private object Set(SequenceView view, object seen, PathSegment step, Target target)
    {
        var elements = view.Elements(seen).Select(it => (Part: it, Seen: _walk.Project(view.Element.View, it)))
            .OrderBy(it => it.Seen.ToString(), StringComparer.Ordinal).ToList();
        Require(view, step.TryGetIndex(out var index) && index <= elements.Count, $"there is no {step.Text}");
        var gone = new List<object?>();
        if (target.Before is not null)
        {
            Require(view, index < elements.Count, $"there is no {step.Text}");
            Require(view, elements[index].Seen, target.Before);
            gone.Add(elements[index].Part);
        }

        if (target.After is not { } after) return view.Exchange(seen, gone, []);
        var changed = view.Exchange(seen, gone, [ObjectTree.Read(view.Element.View, after)]);
        Require(
            view, view.Elements(changed).Count() == elements.Count - gone.Count + 1, "it has that element already");
        return changed;
    }

    private object? Changed(TypeView declared, object? part, bool isThere, Target target)
    {
        if (target.Before is { } before)
        {
            Require(declared, isThere, "there is nothing");
            Require(declared, _walk.Project(declared, part), before);
        }
        else
        {
            Require(declared, !isThere || part is null, "something is there already");
        }

        return target.After is { } after ? ObjectTree.Read(declared, after) : null;
    }

    private static void Require(TypeView view, Value seen, Value expected)
    {
        if (!seen.Equals(expected)) throw Misfit(view, $"it is {seen}");
    }

    private static MemberView Member(ObjectView view, PathSegment step) =>
        view.Members.FirstOrDefault(it => it.Name == step.Text)
        ?? throw Misfit(view, $"it has no member '{step.Text}'");

    private static void Require(TypeView view, bool holds, string reason)
    {
        if (!holds) throw Misfit(view, reason);
    }

    private static ObjectFault Misfit(TypeView view, string reason) => new(view.Type, reason);

    /// <summary>What a change takes away and what it puts there; null for nothing.</summary>
    private readonly record struct Target(Value? Before, Value? After)
    {
        public static Target Of(Change change) => new(ObjectEdit.Before(change), ObjectEdit.After(change));
    }
}
