using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Lists: what is the same at both ends is passed over, the rest is aligned as values are.</summary>
internal sealed partial class ObjectDiffWalk
{
    private void CompareElements(SequenceView view, object before, object after)
    {
        if (view.IsSet || _walk.IsBag(view))
        {
            CompareBags(view, before, after);
            return;
        }

        if (view.Regions(before, after) is not { } regions)
        {
            CompareRegion(view, new SequenceRegion(0, view.Indexed(before), view.Indexed(after)));
            return;
        }

        foreach (var region in regions) CompareRegion(view, region);
    }

    private void CompareRegion(SequenceView view, SequenceRegion region)
    {
        var (left, right) = (region.Left, region.Right);
        var (start, common) = view.EndsInCommon(_walk, region);
        var (end, other) = (view.CountOf(left) - common, view.CountOf(right) - common);
        if (start == end && start == other) return;
        if (end == other && StayInPlace(view, region, start, end))
        {
            // One that is alone was looked at already, from both ends.
            var isAlone = end - start == 1;
            for (var i = end - 1; i >= start; i--)
            {
                if (isAlone || !view.AreSurelyAlikeAt(region, i))
                    CompareAt(new PathSegment(region.Start + i), view.Element, view.At(left, i), view.At(right, i));
            }

            return;
        }

        CompareShifted(
            view, region.Start + start, Elements(view, left, start, end), Elements(view, right, start, other));
    }

    private void CompareShifted(SequenceView view, int at, object?[] before, object?[] after)
    {
        if (_walk.Leniency is null) Align(view, at, before, Seen(view, before, at), after, Seen(view, after, at));
        else CompareLeniently(view, at, before, after);
    }

    /// <summary>
    /// Whether elements changed where they stand: at most half of them differ, or there is but one. Where more differ,
    /// what was put in or taken out has shifted the others.
    /// </summary>
    private bool StayInPlace(SequenceView view, SequenceRegion region, int start, int end)
    {
        if (end - start == 1) return options.Lists.IdentityKeys.Count == 0;
        var different = 0;
        for (var i = start; i < end && different * 2 <= end - start; i++)
            different += view.AreSameAt(_walk, region, i, i) ? 0 : 1;
        return different * 2 <= end - start && options.Lists.IdentityKeys.Count == 0;
    }

    /// <summary>
    /// Which elements come, go and move the difference of their values says, at the place of this part of the list.
    /// What became of one that stays is found by looking at it as an object: it may hold sets, which values do not
    /// know.
    /// </summary>
    private void Align(
        SequenceView view, int start, object?[] before, Value.List from, object?[] after, Value.List to)
    {
        var patch = Diff.Between(from, to, options.Lists);
        _approximate |= patch.Approximate;
        var ends = ElementPlaces.EndsOf(patch, before.Length);
        var places = new ElementPlaces(before.Length);
        var seen = new HashSet<int>();
        foreach (var change in patch.Changes)
        {
            if (change.Path.IsRoot)
                Replace(start, from, to);
            else if (places.OldAt(change) is not { } old)
                _changes.Add(change.Shifted(Path, start));
            else if (seen.Add(old))
                CompareAt(ElementPlaces.StepTo(change, start), view.Element, before[old], after[ends[old]]);
            places.Follow(change);
        }
    }

    private void Replace(int start, Value.List before, Value.List after)
    {
        for (var i = before.Count - 1; i >= 0; i--)
            _changes.Add(new Change.Removed(Path.Append(start + i), before[i]));
        for (var i = 0; i < after.Count; i++)
            _changes.Add(new Change.Added(Path.Append(start + i), after[i]));
    }

    private static object?[] Elements(SequenceView view, object list, int start, int end) =>
        [.. Enumerable.Range(start, end - start).Select(i => view.At(list, i))];

    private Value.List Seen(SequenceView view, IEnumerable<object?> elements, int start) => Value.List.From(
        elements.Select((element, i) => _walk.Project(new PathSegment(start + i), view.Element, element)));
}
