using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Two objects of one type walked in lockstep, writing down what differs; only that becomes values. A mutable working
/// space of one difference.
/// </summary>
internal sealed class ObjectDiffWalk(ObjectDiffOptions options)
{
    private readonly List<Change> _changes = [];
    private readonly TreeWalk _walk = new(options.Tree);
    private bool _approximate;

    internal Patch ToPatch() => _changes.Count == 0 ? Patch.Empty : new Patch([.. _changes], _approximate);

    /// <summary>Writes down how a part that was declared with a type became another.</summary>
    internal void Compare(ValuePath path, TypeView declared, object? before, object? after)
    {
        if (ReferenceEquals(before, after)) return;
        if (before is null || after is null || !ReferenceEquals(declared.Of(before), declared.Of(after)))
        {
            CompareWhole(path, declared, before, after);
            return;
        }

        _walk.Enter(before);
        switch (declared.Of(before))
        {
            case ObjectView view when !view.IsBareCase:
                CompareMembers(path, view, before, after);
                break;
            case MappingView view:
                CompareEntries(path, view, before, after);
                break;
            case SequenceView { IsSet: true } view:
                CompareSets(path, view, before, after);
                break;
            case SequenceView view:
                CompareElements(path, view, before, after);
                break;
            case OptionView view:
                Compare(path, view.Held.View, view.Read(before), view.Read(after));
                break;
            default:
                CompareWhole(path, declared, before, after);
                break;
        }

        _walk.Leave();
    }

    private void CompareAt(ValuePath path, PathSegment step, DeclaredPart part, object? before, object? after)
    {
        try
        {
            Compare(path.Append(step), part.View, before, after);
        }
        catch (ObjectFault fault) when (fault.Passes(step))
        {
            throw;
        }
    }

    private void CompareMembers(ValuePath path, ObjectView view, object before, object after)
    {
        foreach (var member in view.Members)
        {
            if (!member.AreSurelyAlike(before, after, true))
                CompareAt(path, member.Step, member.Part, member.Get(before), member.Get(after));
        }
    }

    private void CompareEntries(ValuePath path, MappingView view, object before, object after)
    {
        foreach (var entry in view.Differences(_walk, before, after))
        {
            var step = new PathSegment(entry.Name);
            if (entry is { HasLeft: true, HasRight: true })
                CompareAt(path, step, view.Item, entry.Left, entry.Right);
            else if (entry.HasLeft)
                _changes.Add(new Change.Removed(path.Append(step), _walk.Project(step, view.Item, entry.Left)));
            else
                _changes.Add(new Change.Added(path.Append(step), _walk.Project(step, view.Item, entry.Right)));
        }
    }

    private void CompareElements(ValuePath path, SequenceView view, object before, object after)
    {
        if (view.Regions(before, after) is not { } regions)
        {
            CompareRegion(path, view, new SequenceRegion(0, view.Indexed(before), view.Indexed(after)));
            return;
        }

        foreach (var region in regions) CompareRegion(path, view, region);
    }

    private void CompareRegion(ValuePath path, SequenceView view, SequenceRegion region)
    {
        var (left, right) = (region.Left, region.Right);
        var (start, common) = view.EndsInCommon(_walk, left, right);
        var (end, other) = (view.CountOf(left) - common, view.CountOf(right) - common);
        if (start == end && start == other) return;
        if (end == other && StayInPlace(view, left, right, start, end))
        {
            for (var i = end - 1; i >= start; i--)
                CompareAt(path, new PathSegment(region.Start + i), view.Element, view.At(left, i), view.At(right, i));
            return;
        }

        Align(path, region.Start + start, Window(view, left, start, end), Window(view, right, start, other));
    }

    /// <summary>
    /// Whether elements changed where they stand: at most half of them differ, or there is but one. Where more differ,
    /// what was put in or taken out has shifted the others.
    /// </summary>
    private bool StayInPlace(SequenceView view, object left, object right, int start, int end)
    {
        if (end - start == 1) return options.Lists.IdentityKeys.Count == 0;
        var different = 0;
        for (var i = start; i < end && different * 2 <= end - start; i++)
            different += view.AreSameAt(_walk, left, i, right, i) ? 0 : 1;
        return different * 2 <= end - start && options.Lists.IdentityKeys.Count == 0;
    }

    private Value.List Window(SequenceView view, object elements, int start, int end) => Value.List.From(
        Enumerable.Range(start, end - start).Select(i =>
            _walk.Project(new PathSegment(i), view.Element, view.At(elements, i))));

    /// <summary>What the difference of values finds in a part of a list, at the place of that part.</summary>
    private void Align(ValuePath path, int start, Value.List before, Value.List after)
    {
        var patch = Diff.Between(before, after, options.Lists);
        _approximate |= patch.Approximate;
        foreach (var change in patch.Changes)
        {
            if (change.Path.IsRoot) Replace(path, start, before, after);
            else _changes.Add(change.Shifted(path, start));
        }
    }

    private void Replace(ValuePath path, int start, Value.List before, Value.List after)
    {
        for (var i = before.Count - 1; i >= 0; i--)
            _changes.Add(new Change.Removed(path.Append(start + i), before[i]));
        for (var i = 0; i < after.Count; i++)
            _changes.Add(new Change.Added(path.Append(start + i), after[i]));
    }

    private void CompareWhole(ValuePath path, TypeView declared, object? before, object? after)
    {
        var (from, to) = (_walk.Project(declared, before), _walk.Project(declared, after));
        if (from.Equals(to)) return;
        _changes.Add(new Change.Replaced(path, from, to));
    }

    /// <summary>
    /// What is gone, from the last, then what is new, from the first: so the elements stand in their order after each.
    /// </summary>
    private void CompareSets(ValuePath path, SequenceView view, object before, object after)
    {
        var (from, to) = ((Value.List)_walk.Project(view, before), (Value.List)_walk.Project(view, after));
        var (had, has) = (from.Items.ToHashSet(), to.Items.ToHashSet());
        for (var i = from.Count - 1; i >= 0; i--)
        {
            if (!has.Contains(from[i])) _changes.Add(new Change.Removed(path.Append(i), from[i]));
        }

        for (var i = 0; i < to.Count; i++)
        {
            if (!had.Contains(to[i])) _changes.Add(new Change.Added(path.Append(i), to[i]));
        }
    }
}
