using Timeline.Collections;

namespace Timeline.Causality;

/// <summary>What is known of replicas, in the order of their names.</summary>
internal static class ReplicaOrder
{
    private const int KeyChars = 4;

    /// <summary>The entries by the ordinal of the names.</summary>
    internal static KeyValuePair<ReplicaId, T>[] ByName<T>(PersistentMap<ReplicaId, T> entries) =>
        Sort<T>([.. entries]);

    /// <summary>The entries by the ordinal of the names, each of which is there once.</summary>
    /// <param name="sorted">The entries, whose array is sorted.</param>
    /// <returns>The same array.</returns>
    /// <remarks>
    /// Names often start alike, and most differ soon after that: four characters from there make a number, and the
    /// numbers are sorted. That takes a quarter of the time of comparing the names.
    /// </remarks>
    internal static KeyValuePair<ReplicaId, T>[] Sort<T>(KeyValuePair<ReplicaId, T>[] sorted)
    {
        var shared = SharedStart(sorted);
        var keys = Array.ConvertAll(sorted, entry => KeyOf(entry.Key.Text, shared));
        Array.Sort(keys, sorted);
        for (int start = 0, end; start < keys.Length; start = end)
        {
            end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                sorted.AsSpan(start, end - start).Sort((left, right) => left.Key.CompareTo(right.Key));
        }
        return sorted;
    }

    private static int SharedStart<T>(KeyValuePair<ReplicaId, T>[] entries)
    {
        var shared = entries.Length > 0 ? entries[0].Key.Text.AsSpan() : default;
        foreach (var (replica, _) in entries)
            shared = shared[..shared.CommonPrefixLength(replica.Text)];
        return shared.Length;
    }

    // No name has the character U+0000, so that one which ends comes before those that go on.
    private static ulong KeyOf(string name, int start)
    {
        var key = 0UL;
        for (var at = start; at < start + KeyChars; at++)
            key = key << 16 | (at < name.Length ? name[at] : '\0');
        return key;
    }
}
