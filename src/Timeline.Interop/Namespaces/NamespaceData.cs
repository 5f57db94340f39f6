using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Namespaces;

/// <summary>A content and the map that it is written as. The map of a content near it is made from what differs, so
/// that the two share the rest, and comparing them costs no more.</summary>
/// <param name="Content">The content.</param>
/// <param name="Map">Its keys in their order, with their data.</param>
/// <param name="End">A place behind which no key stands.</param>
internal sealed record NamespaceData(NamespaceSnapshot Content, Value.Map Map, long End)
{
    // Where more than one key in so many differs, to write all of them costs less.
    private const int Few = 8;

    /// <summary>A content, written as a whole. O(n).</summary>
    /// <param name="content">The content.</param>
    /// <param name="dataOf">The data of a key's state.</param>
    public static NamespaceData Of(NamespaceSnapshot content, Func<string, KeyState, Value> dataOf)
    {
        var builder = new Value.Map.Builder();
        foreach (var (key, state) in content.States) _ = builder.TryAdd(key, dataOf(key, state));
        var end = content.Count == 0 ? long.MinValue : content.States[^1].Value.Place;
        return new(content, builder.ToMap(), end);
    }

    /// <summary>Another content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="dataOf">As above; asked about the keys that differ, where only these are written.</param>
    /// <returns>The same as <see cref="Of"/> gives. O(changes · log² n), unless keys are put between others.</returns>
    public NamespaceData Next(NamespaceSnapshot content, Func<string, KeyState, Value> dataOf)
    {
        var changes = Content.Diff(content);
        return changes.Count * Few > content.Count ? Of(content, dataOf) : Changed(content, changes, dataOf);
    }

    private NamespaceData Changed(
        NamespaceSnapshot content,
        IReadOnlyList<MapChange<string, KeyState>> changes,
        Func<string, KeyState, Value> dataOf)
    {
        var map = Map;
        List<(string Key, KeyState State)> last = [];
        foreach (var change in changes)
        {
            var state = content.Find(change.Key);
            if (state is not null && state.Place == Content.Find(change.Key)?.Place)
            {
                map = map.Set(change.Key, dataOf(change.Key, state));
                continue;
            }

            // What stands in another place is taken out first.
            map = map.Remove(change.Key);
            if (state is null) continue;
            if (state.Place <= End) return Of(content, dataOf);
            last.Add((change.Key, state));
        }

        last.Sort((one, other) => one.State.Place.CompareTo(other.State.Place));
        foreach (var (key, state) in last) map = map.Set(key, dataOf(key, state));
        return new(content, map, last is [.., var (_, end)] ? end.Place : End);
    }
}
