using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Maps: by key, then the order of the keys.</summary>
internal sealed partial class DiffWalk
{
    /// <summary>
    /// Up to one key in this many may have moved for the order to be compared without walking all keys.
    /// </summary>
    private const int FewMoves = 64;

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
        if (options.KeyOrder)
        {
            var moved = difference.PossiblyMoved.Order(StringComparer.Ordinal);
            CompareOrder(path, (before, after), removed, [.. moved]);
        }

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

        // Entries come by their hashes, which every process draws anew; a patch, and the id made of it, must not.
        removed.Sort(string.CompareOrdinal);
        added.Sort(string.CompareOrdinal);
        kept.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return (removed, added, kept);
    }

    /// <summary>
    /// Moves common keys so that they stand as in the new map: the fewest, unless it has very many keys.
    /// </summary>
    private void CompareOrder(
        ValuePath path, (Value.Map Before, Value.Map After) maps, List<string> removed, List<string> moved)
    {
        if (moved.Count == 0) return;
        if (moved.Count <= maps.Before.Count / FewMoves)
        {
            CompareOrderOfFew(path, removed.Aggregate(maps.Before, (map, key) => map.Remove(key)), maps, moved);
            return;
        }

        var wanted = maps.After.Keys.Where(maps.Before.ContainsKey).ToArray();
        var order = new KeyOrder(maps.Before.Keys.Where(maps.After.ContainsKey));
        foreach (var (key, next, fromNext) in order.MovesTo(wanted)) WriteMoved(path, maps.Before, key, next, fromNext);
    }

    /// <summary>
    /// Puts each key that may have moved before the key that follows it in the new map; no walk over all keys.
    /// </summary>
    private void CompareOrderOfFew(
        ValuePath path, Value.Map current, (Value.Map Before, Value.Map After) maps, List<string> moved)
    {
        foreach (var (key, next) in MapKeys.LastFirst(maps.After, moved, maps.Before.ContainsKey))
        {
            var fromNext = current.KeyAfter(key);
            if (fromNext == next) continue;
            current = current.Insert(key, maps.Before[key], next);
            WriteMoved(path, maps.Before, key, next, fromNext);
        }
    }

    private void WriteMoved(ValuePath path, Value.Map before, string key, string? next, string? fromNext)
    {
        var place = path.Append(key);
        Write(new Change.Moved(place, place, before[key], next, fromNext));
    }
}
