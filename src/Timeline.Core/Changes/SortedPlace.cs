namespace Timeline.Changes;

/// <summary>Where something belongs among what is sorted.</summary>
internal static class SortedPlace
{
    /// <summary>How many come first: those of which it is so, before those of which it is not. O(log n).</summary>
    internal static int Of(int count, Func<int, bool> isBefore)
    {
        var (from, to) = (0, count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (isBefore(middle)) from = middle + 1;
            else to = middle;
        }

        return from;
    }
}
