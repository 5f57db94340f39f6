using System.Collections.Immutable;
using KellermanSoftware.CompareNetObjects;
using Timeline.Benchmarks.Ratios;
using Timeline.Changes;

namespace Timeline.Benchmarks.Objects;

/// <summary>What comparing two states of a program may cost: 1,000 orders of 10 lines, one field of one line changed.</summary>
internal static class ObjectRatios
{
    private const string Peer = "CompareNETObjects";

    public static IEnumerable<Contest> All()
    {
        var (before, apart) = (Orders(), Orders());
        var line = before[500].Lines[5];
        var shared = before.SetItem(500, before[500] with { Lines = before[500].Lines.SetItem(5, line with { Count = -1 }) });
        apart = apart.SetItem(500, apart[500] with { Lines = apart[500].Lines.SetItem(5, line with { Count = -1 }) });
        var peer = new CompareLogic(new ComparisonConfig { MaxDifferences = 10 });
        yield return Contest.OfTime(
            "1,000 orders, the rest shared", Peer, 1.0 / 10_000,
            () => peer.Compare(before, shared), () => Diff.Between(before, shared));
        yield return Contest.OfTime(
            "1,000 orders, nothing shared", Peer, 1.0 / 100,
            () => peer.Compare(before, apart), () => Diff.Between(before, apart));
        yield return new Contest(
            "allocated for one change, nothing shared", "200 B, and the patch", 1,
            () => 200 + 400, () => Allocated(() => Diff.Between(before, apart)), "B");
    }

    private static double Allocated(Func<object> act)
    {
        var start = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(act());
        return GC.GetAllocatedBytesForCurrentThread() - start;
    }

    private static ImmutableArray<Order> Orders() => [.. Enumerable.Range(0, 1000).Select(i => new Order(
        i, $"customer {i % 50}", new DateTime(2026, 1, 1 + (i % 28)),
        [.. Enumerable.Range(0, 10).Select(j => new Line($"product {j}", j + 1, 1.5m * j))]))];

    private sealed record Order(int Id, string Customer, DateTime At, ImmutableArray<Line> Lines);

    private sealed record Line(string Product, int Count, decimal Price);
}
