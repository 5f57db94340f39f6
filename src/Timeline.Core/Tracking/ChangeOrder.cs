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
    /// <param name="changes">The changes; afterwards in another order.</param>
    public static PersistentList<TrackerChange> Sorted(Span<TrackerChange> changes)
    {
        if (changes.IsEmpty) return [];
        if (!AreInOrder(changes)) changes.Sort(static (one, other) => Of(one).CompareTo(Of(other)));
        var kept = 0;
        for (var start = 0; start < changes.Length;)
        {
            var (place, end) = (Of(changes[start]), start + 1);
            while (end < changes.Length && Of(changes[end]) == place) end++;
            changes[kept++] = end == start + 1 ? changes[start] : Joined(changes[start..end]);
            start = end;
        }

        return PersistentList<TrackerChange>.From(changes[..kept]);
    }

    private static ChangeOrder Of(TrackerChange change) => new(change.Priority, change.VariableId);

    private static bool AreInOrder(ReadOnlySpan<TrackerChange> changes)
    {
        for (var at = 1; at < changes.Length; at++)
        {
            if (Of(changes[at - 1]).CompareTo(Of(changes[at])) > 0) return false;
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
