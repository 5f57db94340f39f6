namespace Timeline.Collections;

/// <summary>The fewest removals and insertions between two short sequences: Myers' greedy algorithm (1986).</summary>
internal static class SequenceDiff
{
    /// <summary>
    /// Above so many removals and insertions the rest is one hunk; time and memory grow with the square.
    /// </summary>
    internal const int EditsMax = 2048;

    private const int Unreached = int.MinValue / 2;

    /// <summary>Neighbouring elements of the left that stand against neighbouring elements of the right.</summary>
    internal readonly record struct Hunk(int LeftStart, int LeftCount, int RightStart, int RightCount);

    internal static List<Hunk> Between<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, IEqualityComparer<T> comparer)
    {
        var start = 0;
        while (start < left.Length && start < right.Length && Same(left[start], right[start], comparer))
            start++;
        var end = 0;
        while (end < left.Length - start && end < right.Length - start
            && Same(left[left.Length - 1 - end], right[right.Length - 1 - end], comparer))
        {
            end++;
        }
        left = left[start..(left.Length - end)];
        right = right[start..(right.Length - end)];
        if (left.IsEmpty && right.IsEmpty)
            return [];
        if (left.IsEmpty || right.IsEmpty || (left.Length == 1 && right.Length == 1))
            return [new Hunk(start, left.Length, start, right.Length)];
        var trace = Trace(left, right, comparer);
        return trace is null
            ? [new Hunk(start, left.Length, start, right.Length)]
            : Hunks(trace, left.Length, right.Length, start);
    }

    private static bool Same<T>(T left, T right, IEqualityComparer<T> comparer) =>
        (!typeof(T).IsValueType && ReferenceEquals(left, right)) || comparer.Equals(left, right);

    /// <summary>
    /// For each number of edits d and each diagonal k from -d to d the furthest place on the left that d edits reach;
    /// null if more than the allowed number are needed.
    /// </summary>
    private static List<int[]>? Trace<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, IEqualityComparer<T> comparer)
    {
        var trace = new List<int[]>();
        for (var edits = 0; edits <= EditsMax; edits++)
        {
            var reached = new int[2 * edits + 1];
            Array.Fill(reached, Unreached);
            trace.Add(reached);
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var x = edits == 0 ? 0 : StepTo(trace[edits - 1], edits - 1, diagonal).X;
                var y = x - diagonal;
                if (x < 0 || x > left.Length || y < 0 || y > right.Length)
                    continue;
                while (x < left.Length && y < right.Length && Same(left[x], right[y], comparer))
                {
                    x++;
                    y++;
                }
                reached[diagonal + edits] = x;
                if (x == left.Length && y == right.Length)
                    return trace;
            }
        }
        return null;
    }

    /// <summary>Where one more edit comes out on a diagonal, and whether it was an insertion.</summary>
    private static (int X, bool Inserted) StepTo(int[] reached, int edits, int diagonal)
    {
        var above = At(reached, edits, diagonal + 1);
        var beside = At(reached, edits, diagonal - 1);
        return above > beside ? (above, true) : (beside + 1, false);
    }

    private static int At(int[] reached, int edits, int diagonal) =>
        diagonal < -edits || diagonal > edits ? Unreached : reached[diagonal + edits];

    private static List<Hunk> Hunks(List<int[]> trace, int x, int y, int offset)
    {
        var hunks = new List<Hunk>();
        for (var edits = trace.Count - 1; edits > 0; edits--)
        {
            var diagonal = x - y;
            var (landed, inserted) = StepTo(trace[edits - 1], edits - 1, diagonal);
            (x, y) = inserted ? (landed, landed - diagonal - 1) : (landed - 1, landed - diagonal);
            var hunk = new Hunk(x + offset, inserted ? 0 : 1, y + offset, inserted ? 1 : 0);
            if (hunks.Count > 0 && hunks[^1].LeftStart == hunk.LeftStart + hunk.LeftCount
                && hunks[^1].RightStart == hunk.RightStart + hunk.RightCount)
            {
                hunks[^1] = new Hunk(
                    hunk.LeftStart, hunks[^1].LeftCount + hunk.LeftCount,
                    hunk.RightStart, hunks[^1].RightCount + hunk.RightCount);
            }
            else
            {
                hunks.Add(hunk);
            }
        }
        hunks.Reverse();
        return hunks;
    }
}
