using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Two objects of one type walked in lockstep, writing down what differs; only that becomes values. A mutable working
/// space of one difference.
/// </summary>
internal sealed partial class ObjectDiffWalk(ObjectDiffOptions options)
{
    private readonly TreeWalk _walk = new(options.Tree, options.Leniency)
    {
        WorkLimit = options.Lists.WorkLimit,
    };

    private List<Change> _changes = [];
    private SettledPairs _same;
    private bool _approximate;

    private ValuePath Path => _walk.Trail.Path;

    internal Patch ToPatch() =>
        _changes.Count == 0 ? Patch.Empty : new Patch([.. _changes], _approximate || _walk.GaveUp);

    /// <summary>Writes down how a part that was declared with a type became another.</summary>
    internal void Compare(TypeView declared, object? before, object? after)
    {
        if (ReferenceEquals(before, after)) return;
        if (_walk.Leniency?.Settle(_walk.Trail, declared, before, after) is { } areSame)
        {
            if (!areSame) CompareWhole(declared, before, after);
            return;
        }

        if (before is null || after is null || declared.Of(before) is var view && view != declared.Of(after))
        {
            CompareWhole(declared, before, after);
            return;
        }

        if (!_walk.DependsOnPlace && _same.Contains(view, before, after)) return;
        var count = _changes.Count;
        _walk.Enter(view);
        try
        {
            CompareParts(declared, view, before, after);
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw ObjectFault.Met(declared, error);
        }

        _walk.Leave();
        if (count == _changes.Count && !_walk.DependsOnPlace) _same.Add(view, before, after);
    }

    private void CompareParts(TypeView declared, TypeView seenAs, object before, object after)
    {
        switch (seenAs)
        {
            case ObjectView view when !view.IsBareCase:
                CompareMembers(view, before, after);
                break;
            case MappingView view:
                CompareEntries(view, before, after);
                break;
            case SequenceView view:
                CompareElements(view, before, after);
                break;
            case OptionView view:
                Compare(view.Held.View, view.Read(before), view.Read(after));
                break;
            case LeafView when before is Value from && after is Value to && from.Kind == to.Kind:
                CompareValues(from, to);
                break;
            default:
                CompareWhole(declared, before, after);
                break;
        }
    }

    private void CompareAt(PathSegment step, DeclaredPart part, object? before, object? after)
    {
        _walk.Trail.Enter(step);
        try
        {
            Compare(part.View, before, after);
        }
        catch (ObjectFault fault) when (fault.Passes(step))
        {
            throw;
        }

        _walk.Trail.Leave();
    }

    private void CompareMembers(ObjectView view, object before, object after)
    {
        foreach (var member in view.Members)
        {
            if (member.AreSurelyAlike(before, after, true)) continue;
            if (_walk.Leniency is not null)
                CompareAt(member.Step, member.Part, member.Get(before), member.Get(after));
            else if (member.View is LeafView { Type.IsValueType: true })
                CompareScalars(member, before, after);
            else
                CompareAt(member.Step, member.Part, member.See(before), member.See(after));
        }
    }

    /// <summary>What has no parts is read as a value at once, which takes no box.</summary>
    private void CompareScalars(MemberView member, object before, object after)
    {
        var (from, to) = (member.Project(_walk, before), member.Project(_walk, after));
        if (!from.Equals(to)) _changes.Add(new Change.Replaced(Path.Append(member.Step), from, to));
    }

    private void CompareEntries(MappingView view, object before, object after)
    {
        foreach (var entry in view.Differences(_walk, before, after))
        {
            var step = new PathSegment(entry.Name);
            if (entry is { HasLeft: true, HasRight: true })
                CompareAt(step, view.Item, entry.Left, entry.Right);
            else if (entry.HasLeft)
                _changes.Add(new Change.Removed(Path.Append(step), _walk.Project(step, view.Item, entry.Left)));
            else
                _changes.Add(new Change.Added(Path.Append(step), _walk.Project(step, view.Item, entry.Right)));
        }
    }

    /// <summary>A part that is itself a value is looked into, as one; every difference in it counts.</summary>
    private void CompareValues(Value before, Value after)
    {
        var patch = Diff.Between(before, after, options.Lists);
        _approximate |= patch.Approximate;
        _changes.AddRange(patch.Changes.Select(change => change.Under(Path)));
    }

    private void CompareWhole(TypeView declared, object? before, object? after)
    {
        var (from, to) = (_walk.Project(declared, before), _walk.Project(declared, after));
        if (from.Equals(to)) return;
        _changes.Add(new Change.Replaced(Path, from, to));
    }
}
