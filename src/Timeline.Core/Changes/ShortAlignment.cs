using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// Of all longest common subsequences of two short sequences the one that says most: that has the most elements
/// replaced in place rather than removed here and inserted there.
/// </summary>
/// <remarks>
/// By dynamic programming over all pairs. Where several are as good, lists and maps are replaced by what is like them,
/// and equal elements are joined as early as they can be: what is inserted or removed among equal ones is then the last
/// of them, as text tools have it.
/// </remarks>
internal static class ShortAlignment
{
    /// <summary>The most pairs that are looked at.</summary>
    private const long MostPairs = 1024;

    /// <summary>What an element that stays is worth; more than all replacements together.</summary>
    private const int Stays = 1 << 12;

    /// <summary>Whether two sequences are short enough; what it takes to align them is spent then.</summary>
    public static bool TryAfford(int before, int after, WorkBudget budget)
    {
        var pairs = (long)before * after;
        if (pairs > MostPairs || !budget.CanSpend(pairs)) return false;
        budget.Spend(pairs);
        return true;
    }

    /// <summary>Writes the partners of old elements into <paramref name="matches"/>, with an offset.</summary>
    /// <param name="before">The old tokens.</param>
    /// <param name="after">The new tokens.</param>
    /// <param name="matches">For each old token the new index, or -1.</param>
    /// <param name="offset">What is added to new indexes.</param>
    /// <param name="tokens">What each token stands for.</param>
    public static void Align(
        ReadOnlySpan<int> before, ReadOnlySpan<int> after, Span<int> matches, int offset, IReadOnlyList<Value> tokens)
    {
        var width = after.Length + 1;
        var best = new int[(before.Length + 1) * width];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            var row = best.AsSpan(i * width, width);
            var below = best.AsSpan((i + 1) * width, width);
            var (token, last) = (before[i], 0);
            for (var j = after.Length - 1; j >= 0; j--)
            {
                var both = below[j + 1] + (token == after[j] ? Stays : 1);
                row[j] = last = Math.Max(both, Math.Max(below[j], last));
            }
        }

        for (var (i, j) = (0, 0); i < before.Length && j < after.Length;)
        {
            var at = (i * width) + j;
            var equal = before[i] == after[j];
            var (both, skipped) = (best[at + width + 1] + (equal ? Stays : 1), best[at] == best[at + width]);
            var skips = best[at] > both
                || (!equal && (skipped || best[at] == best[at + 1]) && AreUnlike(tokens[before[i]], tokens[after[j]]));
            if (skips)
            {
                (i, j) = skipped ? (i + 1, j) : (i, j + 1);
                continue;
            }

            if (equal) matches[i] = j + offset;
            (i, j) = (i + 1, j + 1);
        }
    }

    private static bool AreUnlike(Value before, Value after) =>
        (before is Value.List or Value.Map || after is Value.List or Value.Map) && !Similarity.AreAlike(before, after);
}
