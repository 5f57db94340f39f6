namespace Timeline.Values;

internal sealed partial class OrderedEntries
{
    /// <summary>The entries that differ, and the common keys whose place may.</summary>
    public MapDifference Diff(OrderedEntries after, bool exactly)
    {
        var changes = new List<EntryChange>();
        var ranked = new List<string>();
        foreach (var change in _slots.Diff(after._slots))
        {
            _ = change.Match(
                (key, its) => Note(new EntryChange(key, null, its.Value)),
                (key, before) => Note(new EntryChange(key, before.Value, null)),
                Compare);
        }

        return new MapDifference(changes, IsMostOf(ranked.Count) ? TrulyMoved(after) : ranked);

        bool Note(EntryChange change)
        {
            changes.Add(change);
            return true;
        }

        bool Compare(string key, Slot before, Slot its)
        {
            if (before.Rank != its.Rank) ranked.Add(key);
            var isSame = exactly ? before.Value!.ExactlyEquals(its.Value) : before.Value!.Equals(its.Value);
            return isSame || Note(new EntryChange(key, before.Value, its.Value));
        }

        // With so many ranks changed (maps read apart from each other) walking both orders costs no more than the rest.
        bool IsMostOf(int count) => count > Math.Min(Count, after.Count) / 32;
    }

    /// <summary>What two orders of the same keys do not have in common at their start and end.</summary>
    public static List<string> Between(List<string> ours, List<string> theirs)
    {
        var first = 0;
        while (first < ours.Count && ours[first] == theirs[first]) first++;
        var end = ours.Count;
        while (end > first && ours[end - 1] == theirs[end - 1]) end--;
        return ours.GetRange(first, end - first);
    }

    private List<string> TrulyMoved(OrderedEntries after) => Between(
        [.. KeysToArray().Where(after.Contains)],
        [.. after.KeysToArray().Where(Contains)]);
}
