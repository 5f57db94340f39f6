using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LanguageExt;
using Timeline.Collections;

namespace Timeline.Tests.Unit.Objects;

internal sealed record Line(string Product, int Count, decimal Price);

internal sealed record Order(int Id, string Customer, ImmutableList<Line> Lines)
{
    public string? Note { get; init; }
}

internal enum Phase
{
    Open,
    Done,
}

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
internal abstract record Figure;

internal sealed record Circle(double Radius) : Figure;

internal sealed record Square(double Side) : Figure;

internal readonly record struct Point(int X, int Y);

internal sealed record Everything(
    bool Flag,
    long Big,
    double Ratio,
    Phase Phase,
    DateTimeOffset At,
    Guid Key,
    int? Maybe,
    Point Place,
    (int Left, string Right) Pair,
    Figure Figure,
    Option<string> Chosen,
    Either<string, int> Outcome,
    Seq<int> Steps,
    Lst<string> Names,
    HashMap<string, Point> Places,
    LanguageExt.Set<int> Numbers,
    ImmutableArray<Line> Array,
    ImmutableHashSet<string> Tags,
    ImmutableDictionary<int, string> ByNumber,
    PersistentList<Line> Long,
    PersistentMap<string, Order> Orders,
    IReadOnlyList<int> Plain);

internal sealed class Node
{
    public string Name { get; set; } = "";

    public Node? Next { get; set; }
}

internal sealed class Broken
{
    public int Fine => 1;

    public int Bad => throw new InvalidOperationException("no number today");
}

internal static class States
{
    public static readonly Order Order = new(
        1, "ann", [new Line("tea", 2, 3.5m), new Line("jam", 1, 4.20m), new Line("rye", 1, 2m)]);

    public static readonly Everything Everything = new(
        true, long.MaxValue, 0.1, Phase.Done, new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero),
        new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), null, new Point(1, 2), (3, "three"), new Circle(1.5),
        Option<string>.Some("it"), Prelude.Right<string, int>(7), Prelude.Seq(1, 2, 3), Prelude.List("a", "b"),
        Prelude.HashMap(("home", new Point(0, 0))), Prelude.Set(3, 1, 2), [new Line("tea", 1, 1m)], ["red", "blue"],
        ImmutableDictionary<int, string>.Empty.Add(7, "seven"), [new Line("jam", 1, 1m)],
        PersistentMap<string, Order>.Empty.Set("x", Order), [1, 2]);
}
