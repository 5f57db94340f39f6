using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Some keys of a map and what follows them, without a walk over all keys where they are few.</summary>
internal static class MapKeys
{
    /// <summary>
    /// Some keys of a map, each with the key that follows it. Keys that are neighbours come out in their order.
    /// </summary>
    public static List<(string Key, string? Next)> InOrder(Value.Map map, List<string> keys)
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

    /// <summary>
    /// Some keys of a map, each with the next key that has a place: one that stands anyway, or one that came out
    /// already. So each can be put before its next, whatever keys between the two are missing. O(keys passed · log n).
    /// </summary>
    public static IEnumerable<(string Key, string? Next)> LastFirst(
        Value.Map map, IReadOnlyCollection<string> keys, Predicate<string> stands)
    {
        var among = keys.ToHashSet();
        var pending = keys.ToHashSet();
        var chain = new Stack<(string Key, string? Next)>();
        foreach (var first in keys)
        {
            for (var key = first; key is not null && pending.Remove(key); key = chain.Peek().Next)
            {
                var next = map.KeyAfter(key);
                while (next is not null && !among.Contains(next) && !stands(next)) next = map.KeyAfter(next);
                chain.Push((key, next));
            }

            while (chain.TryPop(out var last)) yield return last;
        }
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
    public static List<(string Key, string? Next)> BeforeOthers(List<(string Key, string? Next)> keys)
    {
        for (var i = keys.Count - 2; i >= 0; i--)
        {
            if (keys[i].Next == keys[i + 1].Key) keys[i] = (keys[i].Key, keys[i + 1].Next);
        }

        return keys;
    }
}
