using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Applies changes to an object: what lies on the way to a change is made anew, all else is shared.</summary>
internal sealed class ObjectEdit(ObjectTree tree)
{
    private readonly TreeWalk _walk = new(tree);

    /// <summary>Whether a change was left to follow from others: nothing can set the member it is about.</summary>
    internal bool LeftSome { get; private set; }

    /// <summary>The part after one change, or a reason why the change does not fit.</summary>
    internal object? Apply(TypeView declared, object? part, Change change)
    {
        try
        {
            return change is Change.Moved moved ? Move(declared, part, moved) : At(declared, part, change);
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
            var removed = At(declared, part, new Change.Removed(change.From, change.Value));
            return At(declared, removed, new Change.Added(change.Path, change.Value));
        }

        return Within(declared, part, change, (view, seen) =>
        {
            if (view is not SequenceView { IsSet: false } list) throw Misfit(view, "nothing can be moved in it");
            var indexed = list.Indexed(seen);
            Require(view, start < list.CountOf(indexed) && end < list.CountOf(indexed), "it is shorter");
            var element = list.At(indexed, start);
            return list.Splice(list.Splice(seen, start, 1, []), end, 0, [element]);
        });
    }

    private object? At(TypeView declared, object? part, Change change)
    {
        var target = new Target(Before(change), After(change));
        return change.Path.IsRoot
            ? Changed(declared, part, part is not null || target.Before is not null, target)
            : Within(declared, part, change, (view, seen) => Step(view, seen, change.Path.Last, target));
    }

    private object? Within(TypeView declared, object? part, Change change, Func<TypeView, object, object?> edit)
    {
        var way = change.Path.Parent!.ToArray();
        return Within(declared, part, 0);

        // What the path leads to from there on is edited in it.
        object? Within(TypeView declared, object? part, int at)
        {
            if (part is null) throw Misfit(declared, "there is nothing");
            var view = declared.Of(part);
            if (view is OptionView option) return option.Make(Within(option.Held.View, option.Read(part), at));
            if (view is LeafView && part is Value value) return Inside(view, value, change.Inside(at));
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
    private static Value Inside(TypeView view, Value value, Change change) =>
        Patch.From([change]).Apply(value).IfLeft(error => throw Misfit(view, error.Message));

    private object? Step(TypeView view, object seen, PathSegment step, Target target)
    {
        switch (view)
        {
            case ObjectView it:
                var member = Member(it, step);
                if (IsLeft(it, seen, member)) return seen;
                Require(view, target.After is not null, $"its member {member.Name} cannot be taken away");
                return ObjectMaker.With(it, seen, member, Changed(member.Part.View, member.Get(seen), true, target));
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
    private readonly record struct Target(Value? Before, Value? After);
}
