using Timeline.Values;

namespace Timeline.Namespaces;

/// <summary>Puts keys into a content where a map has them.</summary>
internal static class NamespaceOrder
{
    /// <summary>The content with some keys more, in the order of a map.</summary>
    /// <param name="content">The content, whose keys are in that order.</param>
    /// <param name="order">The map, which has these keys and those to come.</param>
    /// <param name="unplaced">The keys to come.</param>
    /// <param name="stateOf">Their states.</param>
    /// <remarks>O(log n) for one key at the end, else O(n).</remarks>
    internal static NamespaceSnapshot Place(
        NamespaceSnapshot content, Value.Map order, HashSet<string> unplaced, Func<string, KeyState> stateOf)
    {
        if (unplaced.Count == 0) return content;
        if (unplaced.Count == 1 && unplaced.Single() is var only && order.KeyAfter(only) is null)
            return content.Set(only, stateOf(only));
        List<string> waiting = [];
        long? last = null;
        foreach (var key in order.Keys)
        {
            if (unplaced.Contains(key))
            {
                waiting.Add(key);
                continue;
            }

            var next = content.Find(key)!.Place;
            content = Between(content, last, next, waiting, stateOf);
            last = next;
            waiting.Clear();
        }

        return waiting.Aggregate(content, (soFar, key) => soFar.Set(key, stateOf(key)));
    }

    private static NamespaceSnapshot Between(
        NamespaceSnapshot content, long? last, long next, List<string> keys, Func<string, KeyState> stateOf)
    {
        if (keys.Count == 0) return content;
        var step = last is { } from ? (next - from) / (keys.Count + 1) : NamespaceSnapshot.Spacing;
        var place = last ?? (next - (step * (keys.Count + 1)));
        foreach (var key in keys)
        {
            // Where there is no room any more, which takes many keys put between the same two, it goes to the end.
            content = step > 0 ? content.Put(key, stateOf(key), place += step) : content.Set(key, stateOf(key));
        }

        return content;
    }
}
