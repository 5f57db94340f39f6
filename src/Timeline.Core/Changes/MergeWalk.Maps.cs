using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Maps: our map with their changes, each key that both changed joined.</summary>
internal partial class MergeWalk
{
    private Value.Map JoinMaps(ValuePath path, Value.Map before, Value.Map ours, Value.Map theirs)
    {
        var ourChanges = before.Diff(ours, exactly: true);
        var theirChanges = before.Diff(theirs, exactly: true);
        var ourKeys = new Dictionary<string, Value?>(ourChanges.Changes.Count);
        foreach (var change in ourChanges.Changes) ourKeys.Add(change.Key, change.After);

        var result = ours;
        var arrivals = new Dictionary<string, Value>();
        foreach (var change in theirChanges.Changes.OrderBy(change => change.Key, StringComparer.Ordinal))
        {
            var joined = ourKeys.TryGetValue(change.Key, out var our)
                ? Join(path.Append(change.Key), change.Before, our, change.After)
                : change.After;
            if (joined is null) result = result.Remove(change.Key);
            else if (result.ContainsKey(change.Key)) result = result.Set(change.Key, joined);
            else arrivals.Add(change.Key, joined);
        }

        if (theirChanges.PossiblyMoved.Count > 0 && ourChanges.PossiblyMoved.Count == 0)
            result = Reordered(result, before, theirs);
        foreach (var (key, next) in MapKeys.LastFirst(theirs, arrivals.Keys, result.ContainsKey))
            result = result.Insert(key, arrivals[key], next);
        return result;
    }

    /// <summary>Our map with the keys moved that their side moved; where both moved keys, ours stays.</summary>
    private static Value.Map Reordered(Value.Map result, Value.Map before, Value.Map theirs)
    {
        var order = new KeyOrder(before.Keys.Where(theirs.ContainsKey));
        foreach (var (key, next, _) in order.MovesTo([.. theirs.Keys.Where(before.ContainsKey)]))
        {
            if (result.TryGetValue(key, out var value) && (next is null || result.ContainsKey(next)))
                result = result.Insert(key, value, next);
        }

        return result;
    }
}
