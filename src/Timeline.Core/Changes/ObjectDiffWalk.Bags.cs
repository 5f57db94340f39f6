using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Sets, and lists whose order means nothing.</summary>
internal sealed partial class ObjectDiffWalk
{
    private void CompareBags(SequenceView view, object before, object after)
    {
        if (_walk.Leniency is null)
        {
            CompareSets((Value.List)_walk.Project(view, before), (Value.List)_walk.Project(view, after));
            return;
        }

        object?[] left = [.. view.Elements(before)], right = [.. view.Elements(after)];
        var partners = BagMatch.Partners(_walk, view, left, right);
        if (view.IsSet)
        {
            var (from, to) = (Seen(view, left, 0), Seen(view, right, 0));
            CompareSets(Sorted(from.Items), Sorted(Kept(from, to, partners)));
            return;
        }

        CompareUnordered(view, left, right, partners);
    }

    /// <summary>
    /// Elements that have no partner are taken to have become one another, in turn. Of those that are left over the old
    /// ones are gone, from the last, and the new ones come last.
    /// </summary>
    private void CompareUnordered(SequenceView view, object?[] before, object?[] after, int[] partners)
    {
        int[] gone = [.. Enumerable.Range(0, before.Length).Where(i => partners[i] == BagMatch.None)];
        int[] come = [.. Enumerable.Range(0, after.Length).Except(partners)];
        for (var i = gone.Length - 1; i >= 0; i--)
        {
            if (i >= come.Length) Remove(view, gone[i], before[gone[i]]);
            else CompareAt(new PathSegment(gone[i]), view.Element, before[gone[i]], after[come[i]]);
        }

        for (var i = gone.Length; i < come.Length; i++)
            Add(view, before.Length + i - gone.Length, after[come[i]]);
    }

    /// <summary>
    /// What is gone, from the last, then what is new, from the first: so the elements stand in their order after each.
    /// </summary>
    private void CompareSets(Value.List from, Value.List to)
    {
        // Both stand in the order of their texts. A set may hold two that are written alike: by reference they differ.
        var (i, j) = (from.Count, to.Count);
        var come = new Stack<int>();
        while (i > 0 || j > 0)
        {
            var order = i == 0 ? -1 : j == 0 ? 1 : Order(from[i - 1], to[j - 1]);
            if (order > 0)
            {
                i--;
                _changes.Add(new Change.Removed(Path.Append(i), from[i]));
            }
            else if (order < 0)
            {
                come.Push(--j);
            }
            else
            {
                i--;
                j--;
            }
        }

        foreach (var at in come) _changes.Add(new Change.Added(Path.Append(at), to[at]));
    }

    private static int Order(Value one, Value other) =>
        one.Equals(other) ? 0 : string.CompareOrdinal(one.ToString(), other.ToString());

    /// <summary>The new elements, but as they were where they are the same.</summary>
    private static IEnumerable<Value> Kept(Value.List from, Value.List to, int[] partners)
    {
        var taken = partners.ToHashSet();
        return from.Items.Where((_, i) => partners[i] != BagMatch.None)
            .Concat(to.Items.Where((_, i) => !taken.Contains(i)));
    }

    private static Value.List Sorted(IEnumerable<Value> elements) =>
        Value.List.From(elements.OrderBy(it => it.ToString(), StringComparer.Ordinal));
}
