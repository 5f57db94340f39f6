using System.Collections.Immutable;
using Timeline.Benchmarks.Ratios;

namespace Timeline.Benchmarks.Histories;

/// <summary>What a million versions may cost, against a plain chain and the immutable list of .NET.</summary>
internal static class HistoryRatios
{
    private const string Chain = "plain jump chain";

    public static IEnumerable<Contest> All()
    {
        yield return Contest.OfTime(
            "append, 1,000,000 versions", Chain, 2,
            () => HistoryData.Chain(), () => HistoryData.History().Head, HistoryData.Count);
        yield return Contest.OfMemory(
            "bytes per version (at most 80)", Chain, 1.68,
            () => HistoryData.Chain(), () => HistoryData.History().Head!, HistoryData.Count);

        var list = ImmutableList.CreateRange(Enumerable.Repeat(HistoryData.Value, HistoryData.Count));
        var (history, chain) = (HistoryData.History(), HistoryData.Chain());
        var anywhere = HistoryData.Indices(HistoryData.Count);
        yield return Contest.OfTime(
            "at a random index", "ImmutableList", 1,
            () => Sum(anywhere, index => list[index]),
            () => Sum(anywhere, index => history.TryAt(index, out var version) ? version.Value : null),
            HistoryData.Places);

        foreach (var (name, indices) in new[]
        {
            ("common ancestor, fork up to 10,000 back", HistoryData.Indices(10_000)),
            ("common ancestor, fork anywhere", anywhere),
        })
        {
            var (ours, theirs) = (HistoryData.Forks(history, indices), HistoryData.Forks(chain, indices));
            yield return Contest.OfTime(
                name, Chain, 2,
                () => Sum(theirs, fork => PlainChain.Fork(chain, fork)),
                () => Sum(ours, fork => history.CommonAncestor(fork)),
                HistoryData.Places);
        }
    }

    private static object? Sum<T>(T[] places, Func<T, object?> find)
    {
        object? last = null;
        foreach (var place in places) last = find(place);
        return last;
    }
}
