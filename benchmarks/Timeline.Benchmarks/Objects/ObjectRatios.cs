using System.Collections.Immutable;
using System.Globalization;
using KellermanSoftware.CompareNetObjects;
using Timeline.Benchmarks.Ratios;
using Timeline.Changes;
using Timeline.Collections;

namespace Timeline.Benchmarks.Objects;

/// <summary>What comparing two states of a program may cost: 1,000 orders of 10 lines, one field of one line changed.</summary>
internal static class ObjectRatios
{
    private const string Peer = "CompareNETObjects";
    private const int Million = 1_000_000;

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
            "the same, the peer with nothing shared", Peer, 1.0 / 10_000,
            () => peer.Compare(before, apart), () => Diff.Between(before, shared));
        yield return Contest.OfTime(
            "1,000 orders, nothing shared", Peer, 1.0 / 100,
            () => peer.Compare(before, apart), () => Diff.Between(before, apart));
        yield return new Contest(
            "allocated for each further change", "200 B", 1,
            () => 200, () => (Allocated(before, Changed(apart, 101)) - Allocated(before, apart)) / 100, "B");

        var stock = new Stock(PersistentMap<string, Line>.From(Enumerable.Range(0, Million).Select(i => Entry(i, i))));
        var (ours, theirs) = (Changed(stock, 0), Changed(stock, 1));
        yield return Contest.OfTime(
            "merge of 10 and 10 changes in a member of 1,000,000", TimeSpan.FromMicroseconds(100),
            () => Merge.ThreeWay(stock, ours, theirs, MergePolicy.Fail));
    }

    private static double Allocated(ImmutableArray<Order> before, ImmutableArray<Order> after)
    {
        var start = GC.GetAllocatedBytesForCurrentThread();
        _ = Diff.Between(before, after);
        return GC.GetAllocatedBytesForCurrentThread() - start;
    }

    private static ImmutableArray<Order> Changed(ImmutableArray<Order> orders, int count) => [.. orders.Select((order, i) =>
        i % 3 == 0 && i < 3 * count
            ? order with { Lines = order.Lines.SetItem(5, order.Lines[5] with { Count = -1 }) }
            : order)];

    private static Stock Changed(Stock stock, int offset) => new(Enumerable.Range(0, 10)
        .Select(i => Entry((i * (Million / 10)) + offset, -1))
        .Aggregate(stock.Lines, (lines, entry) => lines.Set(entry.Key, entry.Value)));

    private static KeyValuePair<string, Line> Entry(int i, int count) =>
        new(i.ToString("D9", CultureInfo.InvariantCulture), new Line("product", count, 1));

    private static ImmutableArray<Order> Orders() => [.. Enumerable.Range(0, 1000).Select(i => new Order(
        i, $"customer {i % 50}", new DateTime(2026, 1, 1 + (i % 28)),
        [.. Enumerable.Range(0, 10).Select(j => new Line($"product {j}", j + 1, 1.5m * j))]))];

    private sealed record Stock(PersistentMap<string, Line> Lines);

    private sealed record Order(int Id, string Customer, DateTime At, ImmutableArray<Line> Lines);

    private sealed record Line(string Product, int Count, decimal Price);
}
