using Timeline.Values;

namespace Timeline.Changes;

/// <summary>How much two values have in common, looking at their surface only.</summary>
internal static class Similarity
{
    /// <summary>How many members or elements are looked at.</summary>
    private const int Sample = 32;

    /// <summary>
    /// The most pairs of elements whose likeness is weighed; larger stretches are paired by position.
    /// </summary>
    private const long MostPairs = 4096;

    /// <summary>The likeness from which on two elements are rather one that was edited.</summary>
    private const int Alike = 70;

    private const int PairScore = 8;
    private const int SameKindScore = 4;

    /// <summary>
    /// Pairs of indexes, increasing on both sides, that join as many elements as can be, the most alike first of all.
    /// </summary>
    public static IEnumerable<(int Before, int After)> Pair(
        Value[] before, Value[] after, WorkBudget budget)
    {
        var pairs = (long)before.Length * after.Length;
        if (before.Length == after.Length && (before.Length == 1 || AllScalar(before) || AllScalar(after)))
            return ByPosition(before.Length);
        if (pairs > MostPairs || !budget.CanSpend(pairs * Sample))
        {
            if (before.Length != after.Length) budget.MarkExceeded();
            return ByPosition(Math.Min(before.Length, after.Length));
        }

        budget.Spend(pairs * Sample);
        return ByLikeness(before, after);
    }

    /// <summary>Whether two elements have so much in common that they are rather one that was edited.</summary>
    public static bool AreAlike(Value before, Value after) => Of(before, after) >= Alike;

    /// <summary>From 0 (nothing in common) to 100 (equal on the surface).</summary>
    public static int Of(Value before, Value after) => (before, after) switch
    {
        (Value.Map one, Value.Map other) => OfMaps(one, other),
        (Value.List one, Value.List other) => OfLists(one, other),
        _ => before.Equals(after) ? 100 : 0,
    };

    private static bool AllScalar(Value[] values)
    {
        foreach (var value in values)
        {
            if (value is Value.List or Value.Map) return false;
        }

        return true;
    }

    private static IEnumerable<(int Before, int After)> ByPosition(int count)
    {
        for (var i = 0; i < count; i++) yield return (i, i);
    }

    /// <summary>The best-scoring increasing pairing, by dynamic programming over all pairs.</summary>
    private static List<(int Before, int After)> ByLikeness(Value[] before, Value[] after)
    {
        var width = after.Length + 1;
        var best = new int[(before.Length + 1) * width];
        var scores = new int[(before.Length + 1) * width];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                var at = (i * width) + j;
                scores[at] = Score(before[i], after[j]);
                best[at] = Math.Max(
                    scores[at] + best[at + width + 1], Math.Max(best[at + width], best[at + 1]));
            }
        }

        var pairs = new List<(int, int)>();
        for (var (i, j) = (0, 0); i < before.Length && j < after.Length;)
        {
            var at = (i * width) + j;
            if (best[at] == scores[at] + best[at + width + 1]) pairs.Add((i++, j++));
            else if (best[at] == best[at + width]) i++;
            else j++;
        }

        return pairs;
    }

    private static int Score(Value before, Value after) =>
        PairScore + (before.Kind == after.Kind ? SameKindScore + Of(before, after) : 0);

    private static int OfMaps(Value.Map before, Value.Map after)
    {
        var (looked, points) = (0, 0);
        foreach (var (key, value) in before)
        {
            if (looked++ == Sample) break;
            if (!after.TryGetValue(key, out var other)) continue;
            points += value.Kind != other.Kind ? 1 : LooksEqual(value, other) ? 4 : 2;
        }

        var all = 4 * Math.Max(Math.Min(before.Count, Sample), Math.Min(after.Count, Sample));
        return all == 0 ? 100 : points * 100 / all;
    }

    private static int OfLists(Value.List before, Value.List after)
    {
        var shorter = Math.Min(Math.Min(before.Count, after.Count), Sample);
        var points = 0;
        while (points < shorter && LooksEqual(before[points], after[points])) points++;
        for (var i = 1; points < shorter && LooksEqual(before[^i], after[^i]); i++) points++;
        var all = Math.Min(Math.Max(before.Count, after.Count), Sample);
        return all == 0 ? 100 : points * 100 / all;
    }

    private static bool LooksEqual(Value before, Value after) =>
        ReferenceEquals(before, after) || before.GetHashCode() == after.GetHashCode();
}
