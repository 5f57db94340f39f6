using Timeline.ChangeLogs;
using Timeline.Values;

namespace Timeline.Containers;

internal sealed partial class FollowedList
{
    /// <inheritdoc/>
    private protected override void Take(ChangeContent state) => _content = (FollowedContent)state;

    /// <inheritdoc/>
    private protected override IEnumerable<TrackedContainer> ChildrenIn(ChangeContent state)
    {
        foreach (var (child, _) in RecordedChildrenIn(state)) yield return child;
    }

    /// <inheritdoc/>
    private protected override IEnumerable<(TrackedContainer Child,
        ChangeContent Record)> RecordedChildrenIn(ChangeContent state)
    {
        var content = (FollowedContent)state;
        for (var i = 0; i < content.Count; i++)
        {
            if (content.ChildAt(i) is { } child) yield return (child, content.Records[i]);
        }
    }

    /// <inheritdoc/>
    private protected override void ChildChanged(TrackedContainer child, ParentLink link, ChangeEntry entry)
    {
        if (link.Places == 1 && link.Index < _content.Count && ReferenceEquals(_content.ChildAt(link.Index), child))
        {
            ChildChangedAt(link.Index, child, entry);
            return;
        }

        for (var i = 0; i < _content.Count; i++)
        {
            if (_content.ChildAt(i) is not { } there) continue;
            Remember(there, i);
            if (ReferenceEquals(there, child)) ChildChangedAt(i, child, entry);
        }
    }

    private void ChildChangedAt(int index, TrackedContainer child, ChangeEntry entry) =>
        CommitChild(_content.WithRecord(index, child.State), new PathSegment(index), entry);

    /// <inheritdoc/>
    private protected override ChangeContent WithChildrenAsTheyAre(ChangeContent state)
    {
        var content = (FollowedContent)state;
        for (var i = 0; i < content.Count; i++)
        {
            if (content.ChildAt(i) is { } child && !ReferenceEquals(content.Records[i], child.State))
                content = content.WithRecord(i, child.State);
        }

        return content;
    }

    /// <inheritdoc/>
    private protected override void ReplaceBy(ChangeContent state, string method)
    {
        var (before, after) = (_content, (FollowedContent)state);
        Commit(after, ChangeAction.Replace, method, ValuePath.Root, before, after);
        Relink(before, after, mayHold: true);
        if (IsWatched) Notify(null, before.Count != after.Count);
    }

    /// <inheritdoc/>
    private protected override TrackedContainer CopyOf(
        TrackingOptions options, Dictionary<TrackedContainer, TrackedContainer> made) => throw NoCopy();
}
