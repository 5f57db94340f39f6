namespace Timeline.Documents;

/// <summary>Which of the names that exist a user may have meant by one that does not.</summary>
internal static class NearNames
{
    private const int MostSuggestions = 3;
    private const int LongestCompared = 100;

    /// <summary>
    /// The names that begin with, contain or are a slip of the hand away from <paramref name="text"/>.
    /// </summary>
    public static IReadOnlyList<string> Of(string text, IEnumerable<string> names)
    {
        return [.. names
            .Select(name => (Name: name, Distance: Distance(text, name)))
            .Where(near => near.Distance < text.Length && near.Distance <= Math.Max(2, text.Length / 3))
            .OrderBy(near => near.Distance)
            .ThenBy(near => near.Name, StringComparer.Ordinal)
            .Take(MostSuggestions)
            .Select(near => near.Name)];
    }

    /// <summary>How many letters must be added, removed or altered; one where either begins with the other.</summary>
    internal static int Distance(string left, string right)
    {
        if (left.Length > LongestCompared || right.Length > LongestCompared)
            return int.MaxValue;
        if (left.Length > 0 && right.StartsWith(left, StringComparison.OrdinalIgnoreCase))
            return left.Length == right.Length ? 0 : 1;

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[right.Length];
    }
}
