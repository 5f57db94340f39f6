namespace Timeline.Changes;

/// <summary>The largest set of things that are in order already, so that the fewest have to be moved.</summary>
internal static class IncreasingSubsequence
{
    /// <summary>
    /// For each number, whether it belongs to one longest strictly increasing subsequence; O(n log n).
    /// </summary>
    /// <param name="numbers">Numbers in their present order; negative ones are left out.</param>
    public static bool[] Longest(ReadOnlySpan<int> numbers)
    {
        var kept = new bool[numbers.Length];
        var tails = new int[numbers.Length];
        var previous = new int[numbers.Length];
        var length = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < 0) continue;
            var place = FirstTailNotBelow(numbers, tails.AsSpan(0, length), numbers[i]);
            previous[i] = place == 0 ? -1 : tails[place - 1];
            tails[place] = i;
            length = Math.Max(length, place + 1);
        }

        for (var i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) kept[i] = true;
        return kept;
    }

    private static int FirstTailNotBelow(ReadOnlySpan<int> numbers, ReadOnlySpan<int> tails, int number)
    {
        var (low, high) = (0, tails.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (numbers[tails[middle]] < number) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
