using System.Runtime.InteropServices;
using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>The place of a change in an answer: priority from high to low, then id.</summary>
/// <param name="Priority">The priority.</param>
/// <param name="Id">The variable.</param>
internal readonly record struct ChangeOrder(Priority Priority, long Id) : IComparable<ChangeOrder>
{
    /// <inheritdoc/>
    public int CompareTo(ChangeOrder other) =>
        Priority == other.Priority ? Id.CompareTo(other.Id) : other.Priority > Priority ? 1 : -1;

    /// <summary>Sorts changes and joins those that have one place.</summary>
    public static PersistentList<TrackerChange> Sorted(List<TrackerChange> changes)
    {
        if (changes.Count == 0) return [];
        var sorted = CollectionsMarshal.AsSpan(changes);
        var places = new ChangeOrder[sorted.Length];
        for (var at = 0; at < places.Length; at++) places[at] = Of(sorted[at]);
        if (!IsSorted(places)) places.AsSpan().Sort(sorted);
        var kept = 0;
        for (var start = 0; start < sorted.Length;)
        {
            var end = start + 1;
            while (end < sorted.Length && places[start] == places[end]) end++;
            sorted[kept++] = end == start + 1 ? sorted[start] : Joined(sorted[start..end]);
            start = end;
        }

        return PersistentList<TrackerChange>.From(sorted[..kept]);
    }

    private static ChangeOrder Of(TrackerChange change) => new(change.Priority, change.VariableId);

    private static bool IsSorted(ReadOnlySpan<ChangeOrder> places)
    {
        for (var at = 1; at < places.Length; at++)
        {
            if (places[at - 1].CompareTo(places[at]) > 0) return false;
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

        var ordered = names.Distinct().Order(StringComparer.Ordinal);
        return value with { PropertiesChanged = PersistentList<string>.From(ordered) };
    }
}
