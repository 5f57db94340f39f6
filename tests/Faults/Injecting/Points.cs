namespace Timeline.Tests.Faults.Injecting;

/// <summary>Moments of a run at which a fault is made.</summary>
internal static class Points
{
    /// <summary>How many children run at a time.</summary>
    private static readonly ParallelOptions AtATime = new() { MaxDegreeOfParallelism = 2 };

    /// <summary>So many of some calls, spread evenly over all; all of them where there are no more.</summary>
    /// <param name="calls">The calls of a whole run.</param>
    /// <param name="count">How many.</param>
    /// <param name="phase">Where between two points, from 0 up to 1, the first one lies.</param>
    public static IReadOnlyList<SystemCall> Spread(IReadOnlyList<SystemCall> calls, int count, double phase = 0.5)
    {
        if (calls.Count <= count) return calls;
        return [.. Enumerable.Range(0, count).Select(i => calls[(int)((i + phase) * calls.Count / count)])];
    }

    /// <summary>Says all that was wrong, where anything was.</summary>
    public static void AssertGood(IReadOnlyList<string> faults) =>
        Assert.True(faults.Count == 0, $"{faults.Count} were wrong:\n{string.Join('\n', faults.Take(30))}");

    /// <summary>Tries each point, two at a time.</summary>
    /// <param name="points">The points.</param>
    /// <param name="attempt">What is done at one: what was wrong, or null.</param>
    /// <returns>All that was wrong, each with its point.</returns>
    public static async Task<IReadOnlyList<string>> TryEachAsync<T>(IEnumerable<T> points, Func<T, Task<string?>> attempt)
    {
        var faults = new List<string>();
        await Parallel.ForEachAsync(points, AtATime, async (point, _) =>
        {
            if (await attempt(point) is not { } fault) return;
            lock (faults) faults.Add($"{point}: {fault}");
        });
        return faults;
    }
}
