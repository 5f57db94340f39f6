using Timeline.Collections;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Lists where some differences do not count: elements may be the same without being equal.</summary>
internal sealed partial class ObjectDiffWalk
{
    private void CompareLeniently(SequenceView view, int start, object?[] before, object?[] after)
    {
        var (from, to) = (Seen(view, before, start), Seen(view, after, start));
        var identity = ListIdentity.For(from, to, options.Lists);
        if (Places(identity, from) is not { } old || Places(identity, to) is not { } came)
        {
            CompareInTurn(view, start, before, after);
            return;
        }

        // Which element is which their names say, so the difference of values will pair them as they are settled here.
        var settled = to.Items.ToArray();
        foreach (var (name, i) in came)
        {
            if (old.TryGetValue(name, out var at))
                settled[i] = Settled(view, start + at, before[at], from[at], after[i], to[i]);
        }

        Align(view, start, before, from, after, Value.List.From(settled));
    }

    /// <summary>A new element, with the parts of the old one wherever they are the same.</summary>
    private Value Settled(SequenceView view, int at, object? before, Value from, object? after, Value to)
    {
        var outer = _changes;
        _changes = [];
        CompareAt(new PathSegment(at), view.Element, before, after);
        var inner = Patch.From(_changes.Select(change => change.Inside(Path.Length + 1)));
        _changes = outer;
        return inner.Apply(from).IfLeft(to);
    }

    /// <summary>Where the element of each name stands, if each has a name of its own.</summary>
    private static Dictionary<ElementName, int>? Places(ListIdentity identity, Value.List elements)
    {
        var places = new Dictionary<ElementName, int>();
        for (var i = 0; i < elements.Count; i++)
        {
            if (identity.NameOf(elements[i]) is not { } name || !places.TryAdd(name, i)) return null;
        }

        return places;
    }

    /// <summary>
    /// As many as can be are the same and stay in one order; between them one became the other in turn. From the last,
    /// so that indexes hold.
    /// </summary>
    private void CompareInTurn(SequenceView view, int start, object?[] before, object?[] after)
    {
        // Old elements are numbered from 0 up, new ones from -1 down.
        int[] old = [.. Enumerable.Range(0, before.Length)];
        int[] came = [.. Enumerable.Range(0, after.Length).Select(i => ~i)];
        var same = EqualityComparer<int>.Create((left, right) => _walk.AreSame(
            new PathSegment(start + left), view.Element, before[left], after[~right]));
        foreach (var hunk in Enumerable.Reverse(SequenceDiff.Between<int>(old, came, same)))
        {
            var both = Math.Min(hunk.LeftCount, hunk.RightCount);
            for (var i = hunk.LeftCount - 1; i >= both; i--)
                Remove(view, start + hunk.LeftStart + i, before[hunk.LeftStart + i]);
            for (var i = both; i < hunk.RightCount; i++)
                Add(view, start + hunk.LeftStart + i, after[hunk.RightStart + i]);
            for (var i = both - 1; i >= 0; i--)
            {
                var step = new PathSegment(start + hunk.LeftStart + i);
                CompareAt(step, view.Element, before[hunk.LeftStart + i], after[hunk.RightStart + i]);
            }
        }
    }

    private void Remove(SequenceView view, int at, object? element) => _changes.Add(
        new Change.Removed(Path.Append(at), _walk.Project(new PathSegment(at), view.Element, element)));

    private void Add(SequenceView view, int at, object? element) => _changes.Add(
        new Change.Added(Path.Append(at), _walk.Project(new PathSegment(at), view.Element, element)));
}
