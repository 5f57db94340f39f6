using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Where two lists differ, as seen without aligning what differs.</summary>
internal static class ListWindows
{
    /// <summary>The length from which on shared structure is looked for: below it a walk costs no more.</summary>
    private const int LongList = 128;

    /// <summary>The stretches outside of which both lists hold the same elements in the same order.</summary>
    /// <param name="before">The old list.</param>
    /// <param name="after">The new list.</param>
    /// <param name="exactly">Whether equal elements that are written differently count as different.</param>
    public static List<Window> Between(Value.List before, Value.List after, bool exactly)
    {
        var windows = new List<Window>();
        if (Math.Max(before.Count, after.Count) < LongList)
        {
            AddTrimmed(windows, before, after, new Window(0, before.Count, 0, after.Count), exactly);
            return windows;
        }

        var shift = 0;
        foreach (var edit in before.Items.Regions(after.Items))
        {
            var (start, removed, inserted) = (edit.BeforeStart, edit.Removed.Count, edit.Inserted.Count);
            var window = new Window(start, start + removed, start + shift, start + shift + inserted);
            AddTrimmed(windows, before, after, window, exactly);
            shift += inserted - removed;
        }

        return windows;
    }

    private static void AddTrimmed(
        List<Window> windows, Value.List before, Value.List after, Window window, bool exactly)
    {
        var (start, end, newStart, newEnd) = window;
        while (start < end && newStart < newEnd && AreSame(before[start], after[newStart], exactly))
            (start, newStart) = (start + 1, newStart + 1);
        while (start < end && newStart < newEnd && AreSame(before[end - 1], after[newEnd - 1], exactly))
            (end, newEnd) = (end - 1, newEnd - 1);
        if (start < end || newStart < newEnd) windows.Add(new Window(start, end, newStart, newEnd));
    }

    private static bool AreSame(Value before, Value after, bool exactly) =>
        exactly ? before.ExactlyEquals(after) : before.Equals(after);
}
