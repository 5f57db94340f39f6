using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Tests.Unit.Objects;
using Timeline.Values;
using Point = Timeline.Tests.Unit.Objects.Point;

namespace Timeline.Tests.Unit.Changes;

public sealed class ObjectMergeTests
{
    private static readonly Order Order = States.Order;

    [Fact]
    public void Both_sides_edit_one_record_and_both_edits_stand()
    {
        var ours = Order with { Customer = "bob", Lines = Order.Lines.SetItem(0, Order.Lines[0] with { Count = 5 }) };
        var theirs = Order with { Note = "soon", Lines = Order.Lines.Add(new Line("oil", 1, 9m)) };
        var merged = Merge.ThreeWay(Order, ours, theirs, MergePolicy.Fail);
        Assert.True(merged.IsResolved);
        Assert.Equal(("bob", "soon", 4), (merged.Value.Customer, merged.Value.Note, merged.Value.Lines.Count));
        Assert.Equal(("tea", 5), (merged.Value.Lines[0].Product, merged.Value.Lines[0].Count));
        Assert.Same(ours.Lines[0], merged.Value.Lines[0]);
        Assert.Same(theirs.Lines[3], merged.Value.Lines[3]);
    }

    [Fact]
    public void A_conflict_shows_the_place_and_what_stands_there_and_is_decided_by_itself()
    {
        var merged = Merge.ThreeWay(
            Order, Order with { Customer = "bob", Note = "ours" }, Order with { Customer = "cyd" }, MergePolicy.Fail);
        var conflict = Assert.Single(merged.OpenConflicts);
        Assert.Equal(
            new Conflict(
                ValuePath.Root.Append("Customer"), Value.Of("ann"), Value.Of("bob"), Value.Of("cyd"),
                ConflictKind.BothChanged),
            conflict);
        Assert.Same(Order, merged.Value);
        Assert.IsType<TimelineError.MergeOpen>(Left(merged));
        var resolved = merged.Resolve(conflict, MergeDecision.Put(Value.Of("both")));
        Assert.Equal(("both", "ours"), (resolved.Value.Customer, resolved.Value.Note));
        Assert.Equal("cyd", merged.Resolve(conflict.Path, MergeDecision.KeepTheirs).Value.Customer);
    }

    [Fact]
    public void Two_sides_that_add_to_a_set_and_take_from_it_do_not_conflict()
    {
        var merged = Merge.ThreeWay(
            ImmutableHashSet.Create("a", "b", "c"), ["a", "b", "c", "ours"], ["b", "c", "theirs"], MergePolicy.Fail);
        Assert.True(merged.IsResolved);
        Assert.Equal(["b", "c", "ours", "theirs"], merged.Value.Order());
    }

    [Fact]
    public void Different_cases_of_a_union_are_never_mixed()
    {
        Figure before = new Circle(1);
        var merged = Merge.ThreeWay(before, new Circle(2), new Square(1), MergePolicy.Fail);
        var conflict = Assert.Single(merged.Conflicts);
        Assert.Equal((true, ConflictKind.Type), (conflict.Path.IsRoot, conflict.Kind));
        Assert.Equal(new Square(1), merged.ResolveRest(MergePolicy.Theirs).Value);
        Assert.Equal(new Square(3), merged.Resolve(
            conflict, MergeDecision.Put(Right(Value.From<Figure>(new Square(3))))).Value);
    }

    [Fact]
    public void What_a_policy_takes_as_a_whole_is_not_merged_inside()
    {
        var (before, ours, theirs) = (new Point(1, 1), new Point(2, 1), new Point(1, 2));
        Assert.Equal(new Point(2, 2), Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail).Value);
        Assert.Equal(theirs, Merge.ThreeWay(before, ours, theirs, MergePolicy.Whole(MergePolicy.Theirs)).Value);
    }

    [Fact]
    public void What_a_converter_writes_is_one_thing()
    {
        var tree = new ObjectTree(new JsonSerializerOptions { Converters = { new PairConverter() } });
        var options = new ObjectDiffOptions { Tree = tree };
        var merged = Merge.ThreeWay(new Pair(1, 1), new Pair(2, 1), new Pair(1, 2), MergePolicy.Fail, options);
        Assert.True(Assert.Single(merged.Conflicts).Path.IsRoot);
        Assert.Equal(new Pair(1, 2), merged.ResolveRest(MergePolicy.Theirs).Value);
    }

    [Fact]
    public void Values_within_objects_are_merged_as_values()
    {
        static Note With(string key, int value) => new(Value.Map.Empty.Set("a", Value.Of(1)).Set(key, Value.Of(value)));
        var merged = Merge.ThreeWay(With("a", 1), With("b", 2), With("c", 3), MergePolicy.Fail);
        Assert.Equal("""{"a":1,"b":2,"c":3}""", merged.Value.Text.ToString());
    }

    [Fact]
    public void Ordinary_collections_are_merged_too_and_the_sides_stay_as_they_were()
    {
        var before = new Dictionary<string, List<int>> { ["x"] = [1, 2, 3], ["y"] = [1] };
        var ours = new Dictionary<string, List<int>> { ["x"] = [0, 1, 2, 3], ["y"] = [1], ["z"] = [7] };
        var theirs = new Dictionary<string, List<int>> { ["x"] = [1, 2, 3, 4] };
        var merged = Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail);
        Assert.Equal(["x", "z"], merged.Value.Keys.Order());
        Assert.Equal([0, 1, 2, 3, 4], merged.Value["x"]);
        Assert.Equal([0, 1, 2, 3], ours["x"]);
    }

    [Fact]
    public void What_both_sides_change_is_made_at_once_so_that_no_constructor_sees_what_lies_between()
    {
        var merged = Merge.ThreeWay(new Span(0, 9), new Span(0, 9), new Span(20, 30), MergePolicy.Fail);
        Assert.Equal((20, 30, 10), (merged.Value.Low, merged.Value.High, merged.Value.Length));
        merged = Merge.ThreeWay(new Span(0, 9), new Span(5, 9), new Span(0, 7), MergePolicy.Fail);
        Assert.Equal((5, 7, 2), (merged.Value.Low, merged.Value.High, merged.Value.Length));
        merged = Merge.ThreeWay(new Span(0, 9), new Span(5, 9), new Span(0, 3), MergePolicy.Fail);
        Assert.Contains("upside down", Left(merged).Message, StringComparison.Ordinal);
        var moved = Merge.ThreeWay(new Span(0, 9), new Span(20, 40), new Span(20, 30), MergePolicy.Theirs);
        Assert.Equal((20, 30), (moved.Value.Low, moved.Value.High));
    }

    [Fact]
    public void What_nothing_can_set_is_never_lost_without_a_word()
    {
        var (before, ours, theirs) = (Fixed.Of(1), Fixed.Of(2), Fixed.Of(3));
        Assert.Single(Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail).Conflicts);
        Assert.Same(theirs, Merge.ThreeWay(before, Fixed.Of(1), theirs, MergePolicy.Fail).Value);
        Assert.Same(theirs, Merge.ThreeWay(before, ours, theirs, MergePolicy.Theirs).Value);
    }

    [Fact]
    public void Sets_keep_the_way_they_compare()
    {
        var before = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "a", "b");
        var merged = Merge.ThreeWay(before, before.Add("ours"), before.Remove("B").Add("theirs"), MergePolicy.Fail);
        Assert.Equal(["OURS", "THEIRS", "A"], ((string[])["OURS", "THEIRS", "A", "B"]).Where(merged.Value.Contains));
        var sorted = ImmutableSortedSet.Create(Comparer<int>.Create((one, other) => other - one), 1, 2, 3);
        Assert.Equal([4, 3, 2, 0], Merge.ThreeWay(sorted, sorted.Add(4), sorted.Remove(1).Add(0), MergePolicy.Fail).Value);
    }

    [Fact]
    public void An_entry_that_both_sides_take_out_is_gone_whatever_it_is()
    {
        var before = new Dictionary<string, (int, string?)> { ["a"] = (1, "x"), ["b"] = (2, "y") };
        var ours = new Dictionary<string, (int, string?)> { ["b"] = (3, "y") };
        var theirs = new Dictionary<string, (int, string?)> { ["b"] = (2, "z") };
        var merged = Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail);
        Assert.Equal([KeyValuePair.Create("b", (3, (string?)"z"))], Right(merged.ToValue()));
    }

    [Theory]
    [InlineData(1, 2, 1, 2)]
    [InlineData(1, 1, 2, 2)]
    [InlineData(0, 2, 1, 2)]
    [InlineData(2, 1, 2, 1)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(2, 0, 2, 0)]
    [InlineData(1, 2, 0, 1)]
    public void Elements_of_a_set_that_are_written_alike_count(int before, int ours, int theirs, int merged)
    {
        var made = Right(Merge.ThreeWay(Of(before), Of(ours), Of(theirs), MergePolicy.Fail).ToValue());
        Assert.Equal(merged, made.Count(it => it.Name == "twin"));
        Assert.Single(made, it => it.Name == "other");

        HashSet<Unlike> Of(int count) =>
            [new Unlike("other"), .. Enumerable.Range(0, count).Select(_ => new Unlike("twin"))];
    }

    [Fact]
    public void Of_elements_that_are_written_alike_the_one_that_both_have_is_not_put_in_for_the_other()
    {
        // In which order a set gives them changes from one to the next.
        foreach (var _ in Enumerable.Range(0, 50))
        {
            var (both, come, other) = (new Unlike("twin"), new Unlike("twin"), new Unlike("other"));
            var added = Right(Merge.ThreeWay<HashSet<Unlike>>(
                [both], [both, other], [both, come], MergePolicy.Fail).ToValue());
            Assert.True(added.SetEquals([both, come, other]));
            var taken = Right(Merge.ThreeWay<HashSet<Unlike>>(
                [both, come], [both, come, other], [both], MergePolicy.Fail).ToValue());
            Assert.True(taken.SetEquals([both, other]));
        }
    }

    [Fact]
    public void What_cannot_be_seen_is_an_error_that_names_it()
    {
        var merged = Merge.ThreeWay(new Broken(), new Broken(), new Broken(), MergePolicy.Ours);
        var error = Assert.IsType<TimelineError.ObjectUnreadable>(Left(merged));
        Assert.Equal("/Bad", error.Path);
    }

    [Fact]
    public void A_circle_is_an_error()
    {
        static Node Circle(string name)
        {
            var node = new Node { Name = name };
            node.Next = node;
            return node;
        }

        var merged = Merge.ThreeWay(Circle("a"), Circle("a"), Circle("a"), MergePolicy.Ours);
        Assert.Contains("leads back to itself", Left(merged).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_deep_as_objects_may_nest_they_are_merged_on_a_small_stack()
    {
        static Node Chain(string first, string last)
        {
            var node = new Node { Name = last };
            for (var i = 2; i < Value.MaximumDepth - 1; i++) node = new Node { Name = "n", Next = node };
            return new Node { Name = first, Next = node };
        }

        MergeResult<Node>? merged = null;
        var thread = new Thread(
            () => merged = Merge.ThreeWay(Chain("a", "b"), Chain("x", "b"), Chain("a", "y"), MergePolicy.Fail),
            1 << 20);
        thread.Start();
        thread.Join();
        Assert.True(merged!.IsResolved, merged.Error?.Message);
        var last = merged.Value;
        while (last.Next is { } next) last = next;
        Assert.Equal(("x", "y"), (merged.Value.Name, last.Name));
    }

    [Fact]
    public void What_both_sides_share_is_not_looked_at()
    {
        var before = PersistentMap<int, Counted>.From(
            Enumerable.Range(0, 10_000).Select(it => KeyValuePair.Create(it, new Counted(it))));
        var (ours, theirs) = (before.Set(1, new Counted(-1)), before.Set(2, new Counted(-2)).Remove(3));
        Counted.Reads = 0;
        var merged = Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail).Value;
        Assert.InRange(Counted.Reads, 1, 20);
        Assert.Equal((9_999, -1, -2), (merged.Count, merged[1].Number, merged[2].Number));
        Assert.Same(before[7], merged[7]);
    }

    [Fact]
    public void A_decision_that_does_not_fit_the_type_is_an_error_that_names_the_place()
    {
        var merged = Merge.ThreeWay(
            Order, Order with { Id = 2 }, Order with { Id = 3 }, MergePolicy.Join((_, _, _) => Value.Of("two")));
        var error = Assert.IsType<TimelineError.ObjectUnwritable>(Left(merged));
        Assert.Equal(("/Id", "Int32"), (error.Path, error.Type));
        Assert.Same(Order, merged.Value);
    }

    [Fact]
    public void A_member_cannot_be_taken_away()
    {
        var merged = Merge.ThreeWay(
            Order, Order with { Id = 2 }, Order with { Id = 3 }, MergePolicy.Of(_ => MergeDecision.Remove));
        Assert.Contains("Id cannot be taken away", Left(merged).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_throws_is_an_error_that_names_the_place()
    {
        var merged = Merge.ThreeWay(
            Order, Order with { Id = 2 }, Order with { Id = 3 },
            MergePolicy.Of(_ => throw new InvalidOperationException("no idea")));
        var error = Assert.IsType<TimelineError.MergePolicyFailed>(Left(merged));
        Assert.Equal("/Id", error.Path);
        Assert.Same(Order, merged.Value);
    }

    [Fact]
    public void Elements_that_both_sides_change_inside_are_merged_inside_wherever_they_moved()
    {
        Order[] before = [Order, Order with { Id = 2 }, Order with { Id = 3 }];
        Order[] ours = [before[2], before[0], before[1] with { Customer = "bob" }];
        Order[] theirs = [before[0], before[1] with { Note = "soon" }, before[2] with { Customer = "cyd" }];
        var merged = Right(Merge.ThreeWay(before, ours, theirs, MergePolicy.Fail).ToValue());
        Assert.Equal([3, 1, 2], merged.Select(it => it.Id));
        Assert.Equal(["cyd", "ann", "bob"], merged.Select(it => it.Customer));
        Assert.Equal("soon", merged[2].Note);
        Assert.Same(Order, merged[1]);
    }

    private static TimelineError Left<T>(MergeResult<T> merged) => merged.ToValue().Match(
        Right: value => throw new Xunit.Sdk.XunitException($"{value}"), Left: error => error);

    private sealed record Note(Value Text);

    /// <summary>Equal to nothing but itself.</summary>
    private sealed class Unlike(string name)
    {
        public string Name => name;
    }

    private sealed class Counted(int number)
    {
        public static int Reads { get; set; }

        public int Number
        {
            get
            {
                Reads++;
                return number;
            }
        }
    }

    /// <summary>Its one member can be set by nobody, and there is no constructor for it.</summary>
    private sealed class Fixed
    {
        public int Number { get; private init; }

        public static Fixed Of(int number) => new() { Number = number };
    }

    /// <summary>Only its constructor sets it, and refuses what is upside down.</summary>
    private sealed class Span
    {
        [JsonConstructor]
        public Span(int low, int high)
        {
            if (low > high) throw new ArgumentException("upside down");
            (Low, High) = (low, high);
        }

        public int Low { get; }

        public int High { get; }

        public int Length => High - Low;
    }

    private sealed record Pair(int Left, int Right);

    private sealed class PairConverter : JsonConverter<Pair>
    {
        public override Pair Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parts = JsonSerializer.Deserialize<int[]>(ref reader, options)!;
            return new Pair(parts[0], parts[1]);
        }

        public override void Write(Utf8JsonWriter writer, Pair value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, (int[])[value.Left, value.Right], options);
    }
}
