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

        foreach (var (key, next) in InOrder(before, removed))
            Write(new Change.Removed(path.Append(key), before[key], next));
        if (options.KeyOrder && difference.PossiblyMoved.Count > 0) CompareOrder(path, before, after);
        foreach (var (key, next) in BeforeOldKeys(InOrder(after, added)))
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

    /// <summary>
    /// Some keys of a map, each with the key that follows it. Keys that are neighbours come out in their order.
    /// </summary>
    private static List<(string Key, string? Next)> InOrder(Value.Map map, List<string> keys)
    {
        if (keys.Count == 0) return [];
        if (keys.Count > map.Count / 16) return ByWalking(map, keys);
        var nextKeys = new Dictionary<string, string?>(keys.Count);
        foreach (var key in keys) nextKeys.Add(key, map.KeyAfter(key));
        var followers = new HashSet<string>(keys.Count);
        foreach (var next in nextKeys.Values)
        {
            if (next is not null && nextKeys.ContainsKey(next)) _ = followers.Add(next);
        }

        var ordered = new List<(string, string?)>(keys.Count);
        foreach (var first in keys)
        {
            if (followers.Contains(first)) continue;
            string? next;
            for (var key = first; key is not null && nextKeys.TryGetValue(key, out next); key = next)
                ordered.Add((key, next));
        }

        return ordered;
    }

    private static List<(string Key, string? Next)> ByWalking(Value.Map map, List<string> keys)
    {
        var wanted = keys.ToHashSet();
        var ordered = new List<(string, string?)>(keys.Count);
        string? open = null;
        foreach (var (key, _) in map)
        {
            if (open is not null) ordered.Add((open, key));
            open = wanted.Contains(key) ? key : null;
        }

        if (open is not null) ordered.Add((open, null));
        return ordered;
    }

    /// <summary>The same keys, each with the first key after it that is not among them.</summary>
    private static List<(string Key, string? Next)> BeforeOldKeys(List<(string Key, string? Next)> keys)
    {
        for (var i = keys.Count - 2; i >= 0; i--)
        {
            if (keys[i].Next == keys[i + 1].Key) keys[i] = (keys[i].Key, keys[i + 1].Next);
        }

        return keys;
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
