using System.Collections.Immutable;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Objects;

namespace Timeline.Tests.Unit.Objects;

public sealed class ObjectDiffTests
{
    [Fact]
    public void A_changed_member_is_one_change() => Assert.Equal(
        "~ /Note: null -> \"soon\"", Changes(States.Order, States.Order with { Note = "soon" }));

    [Fact]
    public void A_changed_element_is_named_by_its_place() => Assert.Equal(
        "~ /Lines/1/Count: 1 -> 5",
        Changes(States.Order, States.Order with { Lines = States.Order.Lines.SetItem(1, new Line("jam", 5, 4.20m)) }));

    [Fact]
    public void An_insertion_at_the_front_is_one_change() => Assert.Equal(
        "+ /Lines/0: {\"Product\":\"oat\",\"Count\":1,\"Price\":1}",
        Changes(States.Order, States.Order with { Lines = States.Order.Lines.Insert(0, new Line("oat", 1, 1m)) }));

    [Fact]
    public void Another_case_is_another_whole() => Assert.Equal(
        "~ /Figure: {\"$type\":\"circle\",\"Radius\":1.5} -> {\"$type\":\"square\",\"Side\":2}",
        Changes(States.Everything, States.Everything with { Figure = new Square(2) }));

    [Fact]
    public void Entries_of_maps_are_compared_by_key() => Assert.Equal(
        "~ /Orders/x/Customer: \"ann\" -> \"eve\"",
        Changes(States.Everything, States.Everything with
        {
            Orders = States.Everything.Orders.Set("x", States.Order with { Customer = "eve" }),
        }));

    [Fact]
    public void Equal_objects_that_share_nothing_do_not_differ() => Assert.Equal(
        "", Changes(States.Everything, States.Everything with
        {
            Long = PersistentList<Line>.From(States.Everything.Long.ToArray()),
            Array = [.. States.Everything.Array],
            Plain = [1, 2],
        }));

    [Fact]
    public void A_long_persistent_list_is_compared_where_it_changed()
    {
        var before = PersistentList<Line>.From(Enumerable.Range(0, 100_000).Select(i => new Line($"p{i}", i, 1m)));
        var after = before.RemoveAt(70_000).SetAt(500, new Line("other", 1, 1m)).InsertAt(3, new Line("new", 0, 0m));
        var patch = Right(Diff.Between(before, after));
        Assert.Equal(4, patch.Count);
        var tree = ObjectTree.Default;
        var applied = tree.ToValue(before).Bind(value => patch.Apply(value));
        Assert.Equal(tree.ToValue(after), applied);
    }

    [Fact]
    public void What_is_equal_but_written_otherwise_differs()
    {
        var utc = new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
        var local = utc.ToOffset(TimeSpan.FromHours(1));
        var change = "~ {0}: \"2026-01-31T10:00:00+00:00\" -> \"2026-01-31T11:00:00+01:00\"";
        Assert.Equal(utc, local);
        Assert.Equal(
            change.Replace("{0}", "/At", StringComparison.Ordinal),
            Changes(States.Everything with { At = utc }, States.Everything with { At = local }));
        Assert.Equal(change.Replace("{0}", "/0", StringComparison.Ordinal), Changes<DateTimeOffset[]>([utc], [local]));
        Assert.Equal("~ /Note: \"all\" -> \"some\"", Changes(new Vague(1, "all"), new Vague(1, "some")));
    }

    [Fact]
    public void What_cannot_be_seen_is_named_by_its_whole_path()
    {
        Dictionary<string, List<Broken>> Of() => new() { ["a"] = [new Broken()] };
        Assert.StartsWith("cannot see the Int32 at '/a/0/Bad'", Changes(Of(), Of()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_of_a_type_that_cannot_be_seen_is_named_by_its_whole_path() => Assert.StartsWith(
        "cannot see the Action at '/0/Act'",
        Changes<Doing[]>([new Doing(() => { })], [new Doing(() => { })]),
        StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_allocated_where_everything_is_shared()
    {
        var orders = Enumerable.Range(0, 1000).Select(i => States.Order with { Id = i }).ToImmutableList();
        _ = Diff.Between(orders, orders.SetItem(3, orders[3] with { Note = "x" }));
        var start = GC.GetAllocatedBytesForCurrentThread();
        _ = Diff.Between(orders, orders);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 0, 400);
    }

    private sealed record Doing(Action Act);

    [Fact]
    public void Equal_values_of_a_persistent_map_that_are_written_otherwise_differ()
    {
        var utc = new DateTimeOffset(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
        var map = PersistentMap<string, DateTimeOffset>.From([new("a", utc)]);
        // Set keeps the old value where the new one is equal.
        var other = PersistentMap<string, DateTimeOffset>.From([new("a", utc.ToOffset(TimeSpan.FromHours(1)))]);
        Assert.Equal(
            "~ /a: \"2026-01-31T10:00:00+00:00\" -> \"2026-01-31T11:00:00+01:00\"", Changes(map, other));
    }

    private readonly record struct Vague(int Id, string Note)
    {
        public bool Equals(Vague other) => Id == other.Id;

        public override int GetHashCode() => Id;
    }

    private static string Changes<T>(T before, T after) => Diff.Between(before, after).Match(
        patch => string.Join(';', patch.Changes.Select(change => change.ToString())), error => error.Message);
}
