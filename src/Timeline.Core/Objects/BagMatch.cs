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
    /// O(n) for elements with equal values; of the others each is tried with each, and takes the first that is the
    /// same.
    /// </remarks>
    internal static int[] Partners(
        TreeWalk walk, SequenceView view, IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        var partners = new int[left.Count];
        var open = new SortedSet<int>(Enumerable.Range(0, right.Count));
        var equal = right.Select((element, at) => (At: at, Seen: Seen(walk, view, element, at)))
            .GroupBy(it => it.Seen, it => it.At)
            .ToDictionary(it => it.Key, it => new Queue<int>(it));
        for (var i = 0; i < left.Count; i++)
        {
            partners[i] = equal.TryGetValue(Seen(walk, view, left[i], i), out var found) && found.Count > 0
                ? found.Dequeue()
                : None;
            _ = open.Remove(partners[i]);
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (partners[i] != None) continue;
            partners[i] = open.FirstOrDefault(
                at => walk.AreSame(new PathSegment(i), view.Element, left[i], right[at]), None);
            _ = open.Remove(partners[i]);
        }

        return partners;
    }

    private static Value Seen(TreeWalk walk, SequenceView view, object? element, int at) =>
        walk.Project(new PathSegment(at), view.Element, element);
}
