using System.Collections;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Data;
using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;
using LanguageExt;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Timeline.Collections;
using Timeline.Navigating;
using Timeline.Tracking;
using Timeline.Values;
using static Timeline.Tests.Unit.Navigating.Way;

namespace Timeline.Tests.Unit.Navigating;

public sealed class ReadingTests
{
    [Theory]
    [InlineData("Number", 1)]
    [InlineData("Field", 5)]
    [InlineData("Fixed", 7)]
    [InlineData("Inherited", "inherited")]
    [InlineData("Overridden", "thing")]
    [InlineData("in_json", "renamed")]
    [InlineData("Renamed", "renamed")]
    [InlineData("PrivatelySet", "private")]
    [InlineData("Point.X", 3)]
    [InlineData("Spot.Inner.Y", 6)]
    [InlineData("SpotField.Inner.X", 1)]
    [InlineData("SpotField.Text", "field")]
    [InlineData("Maybe", null)]
    [InlineData("Greet()", "hello thing")]
    [InlineData("Greet().Length", 11)]
    [InlineData("Self().Self().Number", 1)]
    [InlineData("Optional()", 5)]
    [InlineData("Sum()", 0)]
    [InlineData("Spot.Inner.ToString()", "Point { X = 5, Y = 6 }")]
    public void A_step_goes_to_a_field_a_property_or_through_a_method(string path, object? expected) =>
        Assert.Equal(expected, Get(new Thing(), path));

    [Fact]
    public void The_path_of_no_steps_leads_to_what_it_starts_from()
    {
        var thing = new Thing();
        Assert.Same(thing, Get(thing, ""));
        Assert.Null(Get(null, ""));
    }

    [Fact]
    public void Lists_of_all_kinds_have_elements()
    {
        object[] lists =
        [
            new List<int> { 1, 2 }, new[] { 1, 2 }, new Collection<int> { 1, 2 }, new ReadOnlyCollection<int>([1, 2]),
            ImmutableArray.Create(1, 2), ImmutableList.Create(1, 2), PersistentList.Create(1, 2), new ArrayList { 1, 2 },
            Prelude.List(1, 2), Prelude.Array(1, 2), Prelude.Seq(1, 2), ListModule.OfSeq([1, 2]),
            new ArraySegment<int>([1, 2]),
        ];
        Assert.All(lists, list => Assert.Equal(2, Get(list, "1")));
        Assert.All(lists, list => Assert.Equal(TrackingFault.BadIndex, Fail(list, "2").Fault));
        Assert.Equal("index 2 is outside of List<Int32>, which has 1 element", Fail(new List<int> { 1 }, "2").Reason);
    }

    [Fact]
    public void Maps_of_all_kinds_have_keys()
    {
        var pairs = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        object[] maps =
        [
            pairs, new SortedDictionary<string, int>(pairs), new SortedList<string, int>(pairs), new Hashtable(pairs),
            new ReadOnlyDictionary<string, int>(pairs), pairs.ToImmutableDictionary(),
            pairs.ToImmutableSortedDictionary(), PersistentMap.Create([.. pairs]), Prelude.Map(("a", 1), ("b", 2)),
            Prelude.HashMap(("a", 1), ("b", 2)), new FSharpMap<string, int>([Tuple.Create("b", 2)]),
        ];
        Assert.All(maps, map => Assert.Equal(2, Get(map, "b")));
        Assert.All(maps, map => Assert.Equal(TrackingFault.Path, Fail(map, "c").Fault));
        Assert.Equal("Dictionary<String, Int32> has no key 'c'", Fail(pairs, "c").Reason);
    }

    [Fact]
    public void Keys_are_whatever_a_text_can_name()
    {
        var id = Guid.Parse("6f1b9f1e-2c0d-4a57-9a0e-0f6c1f8f0b11");
        Assert.Equal("a", Get(new Dictionary<int, string> { [12] = "a" }, "12"));
        Assert.Equal("a", Get(new Dictionary<string, string> { ["12"] = "a" }, "12"));
        Assert.Equal("a", Get(new Dictionary<Colour, string> { [Colour.Green] = "a" }, "Green"));
        Assert.Equal("a", Get(new Dictionary<Guid, string> { [id] = "a" }, $"{id}"));
        Assert.Equal("a", Get(new Dictionary<char, string> { ['x'] = "a" }, "x"));
        Assert.Equal("the keys of Dictionary<Int32, String> are Int32, and 'x' is none", Fail(new Dictionary<int, string>(), "x").Reason);
    }

    [Fact]
    public void What_is_made_while_the_program_runs_is_gone_into()
    {
        dynamic expando = new ExpandoObject();
        expando.Inner = new ExpandoObject();
        expando.Inner.Name = "ann";
        Assert.Equal("ann", Get((object)expando, "Inner.Name"));
        Assert.Equal("x", Get(new Echo(), "x"));
        Assert.Equal(TrackingFault.Path, Fail(new Echo(), "nothing").Fault);
    }

    [Fact]
    public void Json_of_all_kinds_is_gone_into()
    {
        const string Text = """{"a": [1, {"b": "c"}], "7": true}""";
        var node = JsonNode.Parse(Text)!;
        using var document = JsonDocument.Parse(Text);
        Assert.Equal("c", $"{Get(node, "a.1.b")}");
        Assert.Equal("True", $"{Get(node, "7")}", true);
        Assert.Equal("c", $"{Get(document.RootElement, "a.1.b")}");
        Assert.Equal("True", $"{Get(document.RootElement, "7")}");
        Assert.Equal("\"c\"", $"{Get(Right(Json.Parse(Text)), "a.1.b")}");
        Assert.Equal(TrackingFault.BadIndex, Fail(document.RootElement, "a.2").Fault);
        Assert.Equal(TrackingFault.BadIndex, Fail(document.RootElement, "a.0.0").Fault);
        Assert.Equal(TrackingFault.Path, Fail(document.RootElement, "b").Fault);
        Assert.Equal(TrackingFault.Path, Fail(Right(Json.Parse(Text)), "b").Fault);
        Assert.Equal(TrackingFault.Path, Fail(node, "b").Fault);
    }

    [Fact]
    public void Tables_have_rows_and_rows_have_columns()
    {
        using var table = new DataTable();
        table.Columns.Add("Name", typeof(string));
        table.Columns.Add("Age", typeof(int));
        table.Rows.Add("ann", DBNull.Value);
        Assert.Equal("ann", Get(table, "Rows.0.Name"));
        Assert.Null(Get(table, "Rows.0.Age"));
        Assert.Equal(TrackingFault.BadIndex, Fail(table, "Rows.1").Fault);
        Assert.Equal(TrackingFault.Path, Fail(table, "Rows.0.Size").Fault);
    }

    [Fact]
    public void A_step_goes_through_an_option_to_what_it_holds()
    {
        var inner = new Thing { Name = "inner" };
        var thing = new Thing
        {
            Held = inner,
            HeldPoint = new Point(1, 2),
            FSharp = FSharpOption<Thing>.Some(inner),
            Any = Prelude.Some(inner),
            FSharpPoint = FSharpValueOption<Point>.Some(new Point(3, 4)),
            MaybePoint = new Point(5, 6),
        };
        Assert.Same(inner, Get(thing, "Held"));
        Assert.Same(inner, Get(thing, "FSharp"));
        Assert.Equal(new Point(3, 4), Get(thing, "FSharpPoint"));
        Assert.Null(Get(inner, "Held"));
        Assert.Null(Get(inner, "FSharpPoint"));
        Assert.Equal("inner", Get(thing, "Held.Name"));
        Assert.Equal("inner", Get(thing, "FSharp.Name"));
        Assert.Equal("inner", Get(thing, "Any.Name"));
        Assert.Equal("hello inner", Get(thing, "Held.Greet()"));
        Assert.Equal(2, Get(thing, "HeldPoint.Y"));
        Assert.Equal(4, Get(thing, "FSharpPoint.Y"));
        Assert.Equal(6, Get(thing, "MaybePoint.Y"));
    }

    [Fact]
    public void Cases_of_unions_have_their_fields()
    {
        Assert.Equal(5, Get(FSharpChoice<int, string>.NewChoice1Of2(5), "Item"));
        Assert.Equal(5, Get(FSharpResult<int, string>.NewOk(5), "ResultValue"));
        Assert.Equal(2, Get(ListModule.OfSeq([1, 2]), "Tail.Head"));
    }

    [Theory]
    [InlineData("Held.Name", "Held")]
    [InlineData("HeldPoint.Y", "HeldPoint")]
    [InlineData("FSharp.Name", "FSharp")]
    [InlineData("FSharpPoint.Y", "FSharpPoint")]
    [InlineData("MaybePoint.Y", "MaybePoint")]
    [InlineData("Next.Next.Name", "Next")]
    [InlineData("Any.Name", "Any")]
    [InlineData("Nickname.Length", "Nickname")]
    public void Null_on_the_way_says_where(string path, string place)
    {
        var error = Fail(new Thing(), path);
        Assert.Equal(TrackingFault.NilPath, error.Fault);
        Assert.Equal($"'{path}': {place} is null, where {path[(place.Length + 1)..]} was to follow", error.Message);
    }

    [Fact]
    public void A_path_from_nothing_says_so() =>
        Assert.Equal("'a.b': what the path starts from is null", Fail(null, "a.b").Message);

    [Theory]
    [InlineData("Nmae", TrackingFault.Path, "Thing has no public member Nmae; there is Name")]
    [InlineData("Point.Z", TrackingFault.Path, "Point has no public member Z; there are X, Y")]
    [InlineData("Zzzzzzz", TrackingFault.Path, "Thing has no public member Zzzzzzz; nor one like it")]
    [InlineData("OnlyWritten", TrackingFault.Path, "Thing.OnlyWritten can only be set, not read")]
    [InlineData("Throwing", TrackingFault.Path, "Throwing threw InvalidOperationException: not today")]
    [InlineData("0", TrackingFault.BadIndex, "Thing has no indexes")]
    [InlineData("Name.0", TrackingFault.BadIndex, "String has no indexes")]
    [InlineData("Fail()", TrackingFault.BadCall, "Fail() threw NotSupportedException: never")]
    [InlineData("Self().Fail().Length", TrackingFault.BadCall, "Self().Fail() threw NotSupportedException: never")]
    [InlineData("Greeet()", TrackingFault.BadCall, "Thing has no method Greeet; there is Greet")]
    [InlineData("Silent()", TrackingFault.BadCall, "Thing.Silent gives nothing back")]
    [InlineData("Needing()", TrackingFault.BadCall, "Thing.Needing needs arguments: Needing(Int32 one, Int32 two)")]
    [InlineData("Hear(_)", TrackingFault.BadCall, "Hear(_) needs a value, so it can only be set")]
    public void A_step_that_leads_nowhere_says_why(string path, TrackingFault fault, string reason)
    {
        var error = Fail(new Thing(), path);
        Assert.Equal((fault, reason), (error.Fault, error.Reason));
        Assert.Equal(reason.Contains("threw", StringComparison.Ordinal), error.Cause is not null);
    }

    [Fact]
    public void What_can_only_be_gone_through_has_no_indexes() => Assert.Equal(
        "HashSet<Int32> can be gone through and has no indexes", Fail(new System.Collections.Generic.HashSet<int> { 1 }, "0").Reason);

    [Fact]
    public void A_throwing_member_is_asked_once()
    {
        var counting = new Counting();
        Assert.NotNull(new Route(Steps("Next")).Get(counting).Error);
        Assert.Equal(1, counting.Asked);
    }

    [Fact]
    public void A_path_that_is_read_often_gives_the_same_until_something_on_it_changes()
    {
        var thing = new Thing { Next = new Thing { Spot = new Spot(new Point(1, 2), "") } };
        var route = new Route(Steps("Next.Spot.Inner.Y")) { ReadsBeforeCode = 3 };
        var last = route.Get(thing).Value;
        for (var i = 0; i < 10; i++) Assert.Same(last, route.Read(thing, last).Value);
        thing.Next.Spot = new Spot(new Point(1, 3), "");
        Assert.Equal(3, route.Read(thing, last).Value);
        thing.Next = null;
        Assert.Equal(TrackingFault.NilPath, route.Read(thing, last).Error?.Fault);
        Assert.Equal(6, route.Read(new Thing { Next = new Thing() }, last).Value);
    }

    [Theory]
    [InlineData("Next.Throwing", "Next.Throwing")]
    [InlineData("Next.Angry.Length", "Next.Angry")]
    public void A_path_that_is_read_often_still_says_what_threw(string path, string place)
    {
        var moody = new Moody { Next = new Moody() };
        var route = new Route(Steps(path)) { ReadsBeforeCode = 1 };
        for (var i = 0; i < 3; i++) Assert.Null(route.Get(moody).Error);
        moody.Next.IsAngry = true;
        Assert.Equal($"{place} threw InvalidOperationException: no", route.Get(moody).Error?.Reason);
    }

    [Fact]
    public void A_path_with_null_on_the_way_tells_it_without_an_allocation()
    {
        var (thing, route) = (new Thing(), new Route(Steps("Next.Name")));
        var first = route.Get(thing);
        Assert.Same(first.Error, route.Get(thing).Error);
    }

    private sealed class Echo : DynamicObject
    {
        public override bool TryGetMember(GetMemberBinder binder, out object? result)
        {
            result = binder.Name;
            return binder.Name != "nothing";
        }
    }

    private sealed class Moody
    {
        public bool IsAngry { get; set; }

        public Moody? Next { get; init; }

        public int Throwing => IsAngry ? throw new InvalidOperationException("no") : 1;

        public string Angry => IsAngry ? throw new InvalidOperationException("no") : "calm";
    }

    private sealed class Counting
    {
        public int Asked { get; private set; }

        public int Next => ++Asked > 0 ? throw new InvalidOperationException("no") : 0;
    }
}
