using Timeline.Values;

namespace Timeline.Changes;

/// <summary>Where two lists differ, as seen without aligning them.</summary>
internal static class ListWindows
{
    /// <summary>The stretches outside of which both lists hold the same elements in the same order.</summary>
    /// <param name="before">The old list.</param>
    /// <param name="after">The new list.</param>
    /// <param name="exactly">Whether equal elements that are written differently count as different.</param>
    public static List<Window> Between(Value.List before, Value.List after, bool exactly)
    {
        var shorter = Math.Min(before.Count, after.Count);
        var start = 0;
        while (start < shorter && AreSame(before[start], after[start], exactly)) start++;
        var end = 0;
        while (end < shorter - start && AreSame(before[before.Count - 1 - end], after[after.Count - 1 - end], exactly))
            end++;
        var window = new Window(start, before.Count - end, start, after.Count - end);
        return window is { BeforeCount: 0, AfterCount: 0 } ? [] : [window];
    }

    private static bool AreSame(Value before, Value after, bool exactly) =>
        exactly ? before.ExactlyEquals(after) : before.Equals(after);
}
