using System.Collections.Immutable;
using System.Globalization;
using Timeline.Collections;

namespace Timeline.Benchmarks.Objects;

/// <summary>Orders of ten lines, as a program holds them.</summary>
internal static class ObjectData
{
    public static ImmutableArray<Order> Orders(int count = 1_000) => [.. Enumerable.Range(0, count).Select(i => new Order(
        i, $"customer {i % 50}", new DateTime(2026, 1, 1 + (i % 28)),
        [.. Enumerable.Range(0, 10).Select(j => new Line($"product {j}", j + 1, 1.5m * j))]))];

    /// <summary>The orders with one field of one line changed, in the middle; the rest is the same objects.</summary>
    public static ImmutableArray<Order> Changed(ImmutableArray<Order> orders)
    {
        var order = orders[orders.Length / 2];
        return orders.SetItem(
            orders.Length / 2, order with { Lines = order.Lines.SetItem(5, order.Lines[5] with { Count = -1 }) });
    }

    /// <summary>A number of orders changed, every third.</summary>
    public static ImmutableArray<Order> Changed(ImmutableArray<Order> orders, int count) => [.. orders.Select((order, i) =>
        i % 3 == 0 && i < 3 * count
            ? order with { Lines = order.Lines.SetItem(5, order.Lines[5] with { Count = -1 }) }
            : order)];

    /// <summary>An object with one large member.</summary>
    public static Stock Stock(int count) => new(PersistentMap<string, Line>.From(Enumerable.Range(0, count).Select(i => Entry(i, i))));

    /// <summary>The stock with ten entries changed, spread over it.</summary>
    public static Stock Changed(Stock stock, int offset) => new(Enumerable.Range(0, 10)
        .Select(i => Entry((i * (stock.Lines.Count / 10)) + offset, -1))
        .Aggregate(stock.Lines, (lines, entry) => lines.Set(entry.Key, entry.Value)));

    private static KeyValuePair<string, Line> Entry(int i, int count) =>
        new(i.ToString("D9", CultureInfo.InvariantCulture), new Line("product", count, 1));

    internal sealed record Order(int Id, string Customer, DateTime At, ImmutableArray<Line> Lines);

    internal sealed record Line(string Product, int Count, decimal Price);
}

/// <summary>An object with one large member.</summary>
internal sealed record Stock(PersistentMap<string, ObjectData.Line> Lines);
