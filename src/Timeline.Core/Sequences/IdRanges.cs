namespace Timeline.Sequences;

/// <summary>
/// Sets of ids as ranges: a <see cref="KeyTree"/> from the first id of a range to the one behind its last.
/// </summary>
/// <remarks>Ranges do not touch, so that a set has one form.</remarks>
internal static class IdRanges
{
    public static bool Contains(KeyNode? ranges, ulong id) =>
        KeyTree.TryFloor(ranges, id, out _, out var end) && id < end;

    /// <summary>How far from an id on the set says the same: either all of it is in the set or nothing.</summary>
    /// <param name="ranges">The set.</param>
    /// <param name="start">The first id.</param>
    /// <param name="end">Where to stop.</param>
    /// <param name="contained">Whether the ids from the first to the one returned are in the set.</param>
    public static ulong Stretch(KeyNode? ranges, ulong start, ulong end, out bool contained)
    {
        contained = KeyTree.TryFloor(ranges, start, out _, out var last) && start < last;
        if (contained)
            return Math.Min(last, end);
        return KeyTree.TryCeiling(ranges, start, out var next, out _) ? Math.Min(next, end) : end;
    }

    /// <summary>The set with a range added.</summary>
    public static KeyNode? Add(KeyNode? ranges, ulong start, ulong end, object owner)
    {
        if (start == end)
            return ranges;
        if (KeyTree.TryFloor(ranges, start, out var first, out var last) && last >= start)
        {
            if (last >= end)
                return ranges;
            start = first;
        }
        while (KeyTree.TryCeiling(ranges, start + 1, out var next, out var nextEnd) && next <= end)
        {
            end = Math.Max(end, nextEnd);
            ranges = KeyTree.Remove(ranges, next, owner);
        }
        return KeyTree.Set(ranges, start, end, owner);
    }

    /// <summary>
    /// The number behind the last one that the replica at a place has in the set; 1 where it has none.
    /// </summary>
    public static long Behind(KeyNode? ranges, int replica) =>
        KeyTree.TryFloor(ranges, ElementId.Of(replica, ElementId.LastSequence + 1), out var start, out var end)
            && ElementId.Replica(start) == replica
            ? ElementId.Sequence(end)
            : 1;
}
