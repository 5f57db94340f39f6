using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Which elements of two lists are the same where order means nothing.</summary>
internal static class BagMatch
{
    internal const int None = -1;

    /// <summary>
    /// For each element of the one list the index of its partner in the other, or <see cref="None"/>.
    /// </summary>
    /// <remarks>
    /// O(n) for elements with equal values, and for those that what they hold tells apart. Of the others each is tried
    /// with each, and takes the first that is the same, as far as the walk may go on trying.
    /// </remarks>
    internal static int[] Partners(
        TreeWalk walk, SequenceView view, IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        var partners = new int[left.Count];
        var equal = right.Select((element, at) => (At: at, Seen: Seen(walk, view, element, at)))
            .GroupBy(it => it.Seen, it => it.At)
            .ToDictionary(it => it.Key, it => new Queue<int>(it));
        for (var i = 0; i < left.Count; i++)
        {
            partners[i] = equal.TryGetValue(Seen(walk, view, left[i], i), out var found) && found.Count > 0
                ? found.Dequeue()
                : None;
        }

        if (walk.Leniency is { } leniency && partners.Contains(None))
            PairOff(walk, view, new LenientHash(walk, leniency), left, right, partners);
        return partners;
    }

    /// <summary>Finds partners for those that have no equal.</summary>
    private static void PairOff(
        TreeWalk walk, SequenceView view, LenientHash hash,
        IReadOnlyList<object?> left, IReadOnlyList<object?> right, int[] partners)
    {
        var open = Enumerable.Range(0, right.Count).Except(partners)
            .GroupBy(at => hash.Of(view.Element, right[at]))
            .ToDictionary(it => it.Key, it => it.ToList());
        for (var i = 0; i < left.Count; i++)
        {
            if (partners[i] != None || !open.TryGetValue(hash.Of(view.Element, left[i]), out var alike)) continue;
            var found = alike.FindIndex(at => walk.MayTry()
                && walk.AreSame(new PathSegment(i), view.Element, left[i], right[at]));
            if (found < 0) continue;
            partners[i] = alike[found];
            alike.RemoveAt(found);
        }
    }

    private static Value Seen(TreeWalk walk, SequenceView view, object? element, int at) =>
        walk.Project(new PathSegment(at), view.Element, element);
}
