using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Maps: by key, then the order of the keys.</summary>
internal sealed partial class DiffWalk
{
    private void CompareMaps(ValuePath path, Value.Map before, Value.Map after)
    {
        var difference = before.Diff(after, options.SeesBeyondEquality);
        var (removed, added, kept) = Sorted(difference.Changes);
        if (removed.Count == before.Count && added.Count == after.Count && removed.Count > 0 && added.Count > 0)
        {
            Write(new Change.Replaced(path, before, after));
            return;
        }

        foreach (var (key, next) in MapKeys.InOrder(before, removed))
            Write(new Change.Removed(path.Append(key), before[key], next));
        if (options.KeyOrder && difference.PossiblyMoved.Count > 0) CompareOrder(path, before, after);
        foreach (var (key, next) in MapKeys.BeforeOthers(MapKeys.InOrder(after, added)))
            Write(new Change.Added(path.Append(key), after[key], next));
        foreach (var entry in kept) Compare(path.Append(entry.Key), entry.Before!, entry.After!);
    }

    private static (List<string> Removed, List<string> Added, List<EntryChange> Kept) Sorted(
        IReadOnlyList<EntryChange> changes)
    {
        var (removed, added, kept) = (new List<string>(), new List<string>(), new List<EntryChange>());
        foreach (var change in changes)
        {
            if (change.After is null) removed.Add(change.Key);
            else if (change.Before is null) added.Add(change.Key);
            else kept.Add(change);
        }

        return (removed, added, kept);
    }

    /// <summary>Moves the fewest common keys so that the common keys stand as in the new map.</summary>
    private void CompareOrder(ValuePath path, Value.Map before, Value.Map after)
    {
        var wanted = after.Keys.Where(before.ContainsKey).ToArray();
        var order = new KeyOrder(before.Keys.Where(after.ContainsKey));
        foreach (var (key, next, fromNext) in order.MovesTo(wanted))
        {
            var place = path.Append(key);
            Write(new Change.Moved(place, place, before[key], next, fromNext));
        }
    }
}
