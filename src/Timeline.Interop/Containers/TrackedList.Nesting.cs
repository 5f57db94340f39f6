using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Containers;

public sealed partial class TrackedList<T>
{
    // So far from where it stood is a child looked for before all children are found anew: what was inserted or removed
    // in front of one has moved it by as much.
    private const int Near = 16;

    /// <inheritdoc/>
    private protected override void Take(ChangeContent state) => _content = (ListContent<T>)state;

    /// <inheritdoc/>
    private protected override void AfterTakingBack() => _version++;

    /// <inheritdoc/>
    private protected override IEnumerable<TrackedContainer> ChildrenIn(ChangeContent state)
    {
        foreach (var (child, _) in RecordedChildrenIn(state)) yield return child;
    }

    /// <inheritdoc/>
    private protected override void ChildChanged(TrackedContainer child, ParentLink link, ChangeEntry entry)
    {
        if (link.Places == 1)
        {
            if (!TryFindNear(child, link.Index, out var index))
            {
                FindAll();
                index = link.Index;
            }

            link.Index = index;
            ChildChangedAt(index, child, entry);
            return;
        }

        for (var i = 0; i < Count; i++)
        {
            if (ReferenceEquals(_content.ChildAt(i), child)) ChildChangedAt(i, child, entry);
        }
    }

    private void ChildChangedAt(int index, TrackedContainer child, ChangeEntry entry) =>
        CommitChild(_content.WithRecord(index, child.State), new PathSegment(index), entry);

    private bool TryFindNear(TrackedContainer child, int hint, out int index)
    {
        for (var away = 0; away <= Near; away++)
        {
            if (IsAt(index = hint + away, child) || IsAt(index = hint - away, child)) return true;
        }

        index = -1;
        return false;
    }

    private bool IsAt(int index, TrackedContainer child) =>
        index >= 0 && index < Count && ReferenceEquals(_content.ChildAt(index), child);

    /// <summary>Finds where all children stand. O(elements), for all children that have moved far.</summary>
    private void FindAll()
    {
        if (_content.Records is not { } records) return;
        var index = 0;
        foreach (var element in _content.Items)
        {
            if (Children.In(element, records[index]) is { } child) Remember(child, index);
            index++;
        }
    }

    private void AttachFrom(int index, int count)
    {
        if (Elements<T>.AreTheirRecords) return;
        for (var i = index; i < index + count; i++) Attach(_content.ChildAt(i), i);
    }

    /// <summary>A list of its own that holds the same now, with copies of the containers in it. O(1) where it holds no
    /// containers; else O(n).</summary>
    /// <param name="options">How the copy is tracked; as this one if null.</param>
    /// <returns>The copy, whose log begins anew. It is not locked.</returns>
    public TrackedList<T> Copy(TrackingOptions? options = null) => (TrackedList<T>)CopyOf(options ?? Options, []);

    /// <inheritdoc/>
    private protected override TrackedContainer CopyOf(
        TrackingOptions options, Dictionary<TrackedContainer, TrackedContainer> made) =>
        new TrackedList<T>(_content, options, made);

    /// <inheritdoc/>
    private protected override IEnumerable<(TrackedContainer Child,
        ChangeContent Record)> RecordedChildrenIn(ChangeContent state)
    {
        var content = (ListContent<T>)state;
        if (content.Records is not { } records) yield break;
        for (var i = 0; i < content.Count; i++)
        {
            if (content.ChildAt(i) is { } child) yield return (child, records[i]);
        }
    }

    /// <inheritdoc/>
    private protected override ChangeContent WithChildrenAsTheyAre(ChangeContent state)
    {
        var content = (ListContent<T>)state;
        for (var i = 0; content.Records is not null && i < content.Count; i++)
        {
            if (content.ChildAt(i) is { } child && !ReferenceEquals(content.Records![i], child.State))
                content = content.WithRecord(i, child.State);
        }

        return content;
    }

    /// <inheritdoc/>
    private protected override void ReplaceBy(ChangeContent state, string method)
    {
        _version++;
        ReplaceAll((ListContent<T>)state, method);
    }
}
