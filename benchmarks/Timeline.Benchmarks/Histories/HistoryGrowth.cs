using Timeline.Benchmarks.Growth;

namespace Timeline.Benchmarks.Histories;

/// <summary>What histories promise, however many versions they have.</summary>
internal static class HistoryGrowth
{
    private const int Places = 32;

    public static IEnumerable<GrowthLaw> Laws { get; } =
    [
        GrowthLaw.Of("append", Bound.Constant, GrowthLaw.Decades, Append, Places),
        GrowthLaw.Of("version-at-index", Bound.Logarithmic, GrowthLaw.Decades, At, Places),
        GrowthLaw.Of("common-ancestor", Bound.Logarithmic, GrowthLaw.Decades, CommonAncestor, Places),
    ];

    private static Func<object?> Append(int size)
    {
        var history = HistoryData.History(size);
        return () =>
        {
            var longer = history;
            for (var i = 0; i < Places; i++) longer = longer.Append(HistoryData.Value, HistoryData.Stamp);
            return longer.Head;
        };
    }

    private static Func<object?> At(int size)
    {
        var history = HistoryData.History(size);
        var indices = HistoryData.Indices(size, size, Places);
        return () =>
        {
            object? last = null;
            foreach (var index in indices) last = history.TryAt(index, out var version) ? version : null;
            return last;
        };
    }

    private static Func<object?> CommonAncestor(int size)
    {
        var history = HistoryData.History(size);
        var forks = HistoryData.Forks(history, HistoryData.Indices(size, size, Places));
        return () =>
        {
            object? last = null;
            foreach (var fork in forks) last = history.CommonAncestor(fork);
            return last;
        };
    }
}
