namespace Timeline.Navigating;

/// <summary>What there is instead of a name that is not there.</summary>
internal static class Names
{
    private const int Few = 8;

    internal static string Instead(string name, IEnumerable<string> there)
    {
        var names = there.Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length == 0) return "there is none";
        if (names.Length <= Few) return $"there {(names.Length == 1 ? "is" : "are")} {string.Join(", ", names)}";
        var nearest = names.MinBy(it => Distance(it, name))!;
        return Distance(nearest, name) <= Math.Max(2, name.Length / 3) ? $"there is {nearest}" : "nor one like it";
    }

    /// <summary>How many letters differ, without regard to case (Levenshtein 1965).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var (corner, letter) = (row[0], char.ToUpperInvariant(left[i - 1]));
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = letter == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + same));
            }
        }

        return row[^1];
    }
}
