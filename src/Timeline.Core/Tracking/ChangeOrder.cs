using System.Runtime.InteropServices;
using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>The order of changes in an answer, in which those of one variable and one priority are one.</summary>
internal static class ChangeOrder
{
    /// <summary>Sorts changes and joins those that belong together.</summary>
    public static PersistentList<TrackerChange> Sorted(List<TrackerChange> changes)
    {
        if (changes.Count == 0) return [];
        var sorted = CollectionsMarshal.AsSpan(changes);
        if (!IsSorted(sorted)) sorted.Sort(TrackerChange.Order);
        var kept = 0;
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && TrackerChange.Order(sorted[start], sorted[end]) == 0) end++;
            sorted[kept++] = end == start + 1 ? sorted[start] : Joined(sorted[start..end]);
            start = end;
        }

        return PersistentList<TrackerChange>.From(sorted[..kept]);
    }

    private static bool IsSorted(ReadOnlySpan<TrackerChange> changes)
    {
        for (var place = 1; place < changes.Length; place++)
        {
            if (TrackerChange.Order(changes[place - 1], changes[place]) > 0) return false;
        }

        return true;
    }

    private static TrackerChange Joined(ReadOnlySpan<TrackerChange> changes)
    {
        var (value, names) = (changes[0], new List<string>());
        foreach (var change in changes)
        {
            if (change.ValueChanged) value = change;
            names.AddRange(change.PropertiesChanged);
        }

        names.Sort(string.CompareOrdinal);
        return value with { PropertiesChanged = PersistentList<string>.From(names) };
    }
}
