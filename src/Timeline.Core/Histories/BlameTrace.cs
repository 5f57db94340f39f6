using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Histories;

/// <summary>Follows a path back through one change.</summary>
internal static class BlameTrace
{
    /// <summary>Where what stands at a path after a change stood before it; null if the change set it.</summary>
    public static ValuePath? Back(Change change, ValuePath place, Value before, Value after) => change switch
    {
        Change.Added added => place.StartsWith(added.Path) ? null : BackOverInsertion(added.Path, place, after),
        Change.Removed removed => BackOverRemoval(removed.Path, place, before),
        Change.Replaced replaced =>
            place.StartsWith(replaced.Path) || replaced.Path.StartsWith(place) ? null : place,
        Change.Moved { IsReordering: false } moved => BackOverMove(moved, place, before, after),
        _ => place,
    };

    private static ValuePath? BackOverMove(Change.Moved moved, ValuePath place, Value before, Value after)
    {
        if (place.StartsWith(moved.Path))
            return moved.From.Concat(ValuePath.From(place.Segments.Skip(moved.Path.Length)));
        var between = BackOverInsertion(moved.Path, place, after);
        return between is null ? null : BackOverRemoval(moved.From, between, before);
    }

    private static ValuePath? BackOverInsertion(ValuePath inserted, ValuePath place, Value after)
    {
        if (inserted.Parent!.StartsWith(place)) return null;
        return IndexBeside(inserted, place, after) is { } index && inserted.Last.TryGetIndex(out var at) && index > at
            ? WithIndex(place, inserted.Parent.Length, index - 1)
            : place;
    }

    private static ValuePath? BackOverRemoval(ValuePath removed, ValuePath place, Value before)
    {
        if (removed.Parent!.StartsWith(place)) return null;
        return IndexBeside(removed, place, before) is { } index && removed.Last.TryGetIndex(out var at) && index >= at
            ? WithIndex(place, removed.Parent.Length, index + 1)
            : place;
    }

    /// <summary>The index by which a path enters the list that holds another path; null if it does not.</summary>
    private static int? IndexBeside(ValuePath element, ValuePath place, Value value)
    {
        var list = element.Parent!;
        if (place.Length <= list.Length || !place.StartsWith(list)) return null;
        if (!list.TryGet(value, out var container) || container is not Value.List) return null;
        return place.Segments[list.Length].TryGetIndex(out var index) ? index : null;
    }

    private static ValuePath WithIndex(ValuePath place, int depth, int index) =>
        ValuePath.From(place.Segments.Select((step, i) => i == depth ? new PathSegment(index) : step));
}
