using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Data;
using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;
using LanguageExt;
using Microsoft.FSharp.Core;
using Timeline.Collections;
using Timeline.Navigating;
using Timeline.Tracking;
using Timeline.Values;
using static Timeline.Tests.Unit.Navigating.Way;

namespace Timeline.Tests.Unit.Navigating;

public sealed class SettingTests
{
    [Theory]
    [InlineData("Number", 9)]
    [InlineData("Field", 9)]
    [InlineData("Inherited", "new")]
    [InlineData("in_json", "new")]
    [InlineData("Nickname", null)]
    [InlineData("Maybe", 9)]
    [InlineData("Maybe", null)]
    [InlineData("Any", 'x')]
    [InlineData("Self().Number", 9)]
    [InlineData("Spot.Text", "new")]
    [InlineData("Spot.Count", 9)]
    [InlineData("SpotField.Text", "new")]
    public void What_is_set_is_got(string path, object? value)
    {
        var thing = new Thing { Nickname = "nick", Maybe = 1 };
        Set(thing, path, value);
        Assert.Equal(value, Get(thing, path));
    }

    [Fact]
    public void Elements_and_keys_are_set_and_keys_inserted()
    {
        var list = new List<int> { 1, 2 };
        Set(list, "1", 9);
        Assert.Equal([1, 9], list);
        var array = new[] { new Spot(default, "a") };
        Set(array, "0.Text", "b");
        Assert.Equal("b", array[0].Text);
        var map = new Dictionary<string, Spot> { ["a"] = new(default, "x") };
        Set(map, "a.Text", "y");
        Set(map, "b", new Spot(default, "z"));
        Assert.Equal("yz", map["a"].Text + map["b"].Text);
        IDictionary<string, object?> expando = new ExpandoObject();
        Set(expando, "new", 1);
        Assert.Equal(1, expando["new"]);
    }

    [Fact]
    public void A_struct_that_is_held_as_an_object_is_replaced_and_not_changed()
    {
        object before = new Spot(default, "a");
        var list = new List<object> { before };
        Set(list, "0.Text", "b");
        Assert.Equal("a", ((Spot)before).Text);
        Assert.Equal("b", ((Spot)list[0]).Text);
    }

    [Fact]
    public void Json_and_tables_are_set()
    {
        var node = JsonNode.Parse("""{"a": [1, {"b": 2}]}""")!;
        Set(node, "a.0", "one");
        Set(node, "a.1.b", node["a"]);
        Set(node, "c", null);
        Set(node, "d", Value.Of(5));
        Assert.Equal("""{"a":["one",{"b":["one",{"b":2}]}],"c":null,"d":5}""", node.ToJsonString());
        using var table = new DataTable();
        table.Columns.Add("Age", typeof(int));
        table.Rows.Add(1);
        Set(table, "Rows.0.Age", 2L);
        Assert.Equal(2, table.Rows[0]["Age"]);
        Set(table, "Rows.0.Age", null);
        Assert.Equal(DBNull.Value, table.Rows[0]["Age"]);
        Assert.Equal("the column Age is Int32: the text \"x\" is none", FailToSet(table, "Rows.0.Age", "x").Reason);
    }

    [Theory]
    [InlineData("Long", 5, 5L)]
    [InlineData("Number", 5L, 5)]
    [InlineData("Number", 5.0, 5)]
    [InlineData("Double", 5, 5.0)]
    [InlineData("Double", 0.5f, 0.5)]
    [InlineData("Maybe", 5L, 5)]
    [InlineData("Colour", "Green", Colour.Green)]
    [InlineData("Colour", 1, Colour.Green)]
    [InlineData("Colour", 1.0, Colour.Green)]
    public void Numbers_convert_and_enums_come_from_names_and_numbers(string path, object value, object expected)
    {
        var thing = new Thing();
        Set(thing, path, value);
        Assert.Equal(expected, Get(thing, path));
    }

    [Fact]
    public void Decimals_are_numbers_of_the_same_digits()
    {
        var thing = new Thing();
        Set(thing, "Decimal", 0.30000000000000004);
        Assert.Equal(0.30000000000000004m, thing.Decimal);
        Set(thing, "Double", 0.1m);
        Assert.Equal(0.1, thing.Double);
        Assert.Equal(TrackingFault.Path, FailToSet(thing, "Double", 0.1000000000000000000000001m).Fault);
        Assert.Equal(TrackingFault.Path, FailToSet(thing, "Decimal", 1e300).Fault);
    }

    [Fact]
    public void Options_take_what_they_hold()
    {
        var thing = new Thing();
        Set(thing, "HeldPoint", new Point(1, 2));
        Set(thing, "FSharpNumber", 5L);
        Set(thing, "FSharpPoint", new Point(3, 4));
        Assert.Equal(Option<Point>.Some(new Point(1, 2)), thing.HeldPoint);
        Assert.Equal(FSharpOption<int>.Some(5), thing.FSharpNumber);
        Assert.Equal(FSharpValueOption<Point>.Some(new Point(3, 4)), thing.FSharpPoint);
        Set(thing, "HeldPoint", null);
        Set(thing, "FSharpNumber", null);
        Set(thing, "FSharpPoint", null);
        Assert.Equal((true, true, true), (thing.HeldPoint.IsNone, thing.FSharpNumber is null, thing.FSharpPoint.IsNone));
    }

    [Theory]
    [InlineData("Number", 5.5, "Thing.Number is Int32: 5.5 (Double) would lose something")]
    [InlineData("Number", 3000000000L, "Thing.Number is Int32: 3000000000 (Int64) would lose something")]
    [InlineData("Double", 9007199254740993L, "Thing.Double is Double: 9007199254740993 (Int64) would lose something")]
    [InlineData("Number", null, "Thing.Number is Int32: null is none")]
    [InlineData("Number", "5", "Thing.Number is Int32: the text \"5\" is none")]
    [InlineData("Number", 'x', "Thing.Number is Int32: an object of Char is none")]
    [InlineData("Name", 5, "Thing.Name is String: 5 (Int32) is none")]
    [InlineData("Name", null, "Thing.Name cannot be null")]
    [InlineData("Colour", "Blue", "Thing.Colour is Colour: it has no 'Blue'; there are Red, Green")]
    [InlineData("Colour", "1", "Thing.Colour is Colour: it has no '1'; there are Red, Green")]
    [InlineData("Colour", 7, "Thing.Colour is Colour: no Colour has the number 7")]
    [InlineData("Colour", true, "Thing.Colour is Colour: an object of Boolean is none")]
    [InlineData("OnlyRead", 5, "Thing.OnlyRead has no public setter")]
    [InlineData("PrivatelySet", "x", "Thing.PrivatelySet has no public setter")]
    [InlineData("Initialized", 5, "Thing.Initialized is only set when its object is made")]
    [InlineData("Fixed", 5, "Thing.Fixed is read-only")]
    [InlineData("Point.X", 5, "Point.X is only set when its object is made")]
    [InlineData("Fast.Text", "x", "Spot is a struct and cannot be put back to Fast: Thing.Fast has no public setter")]
    [InlineData("Throwing", 5, "Throwing threw InvalidOperationException: not 5")]
    [InlineData("Nothing", 5, "Thing has no public member Nothing; nor one like it")]
    [InlineData("", 5, "an empty path leads to no place that can be set")]
    public void A_place_that_does_not_take_a_value_says_why(string path, object? value, string reason)
    {
        var thing = new Thing();
        var before = JsonSerializer.Serialize(new { thing.Number, thing.Name, thing.Colour, thing.Fast, thing.Double });
        var error = FailToSet(thing, path, value);
        Assert.Equal((TrackingFault.Path, reason), (error.Fault, error.Reason));
        Assert.Equal(before, JsonSerializer.Serialize(new { thing.Number, thing.Name, thing.Colour, thing.Fast, thing.Double }));
    }

    [Fact]
    public void Records_are_set_where_they_are_mutable()
    {
        var cell = new FSharpRef<int>(1);
        Set(cell, "contents", 2L);
        Assert.Equal(2, cell.Value);
        Assert.Equal(
            "Choice1Of2<Int32, String>.Item has no public setter",
            FailToSet(FSharpChoice<int, string>.NewChoice1Of2(5), "Item", 6).Reason);
    }

    [Fact]
    public void A_property_that_can_only_be_set_is_set()
    {
        var thing = new Thing();
        Set(thing, "OnlyWritten", 8);
        Assert.Equal(8, thing.Number);
    }

    [Fact]
    public void Null_and_bad_indexes_on_the_way_are_told_as_when_reading()
    {
        Assert.Equal(
            (TrackingFault.NilPath, "'Next.Number': Next is null, where Number was to follow"),
            FailToSet(new Thing(), "Next.Number", 1) is var error ? (error.Fault, error.Message) : default);
        Assert.Equal(TrackingFault.BadIndex, FailToSet(new List<int>(), "0", 1).Fault);
        Assert.Equal(TrackingFault.BadIndex, FailToSet(new Thing(), "0", 1).Fault);
        Assert.Equal(TrackingFault.NilPath, FailToSet(null, "Number", 1).Fault);
    }

    [Fact]
    public void What_never_changes_says_so()
    {
        object[] fixedOnes =
        [
            ImmutableArray.Create(1), ImmutableList.Create(1), PersistentList.Create(1), Prelude.List(1), Prelude.Seq([1]),
            new ReadOnlyCollection<int>([1]), Microsoft.FSharp.Collections.ListModule.OfSeq([1]),
        ];
        Assert.All(fixedOnes, it => Assert.EndsWith(" never changes", FailToSet(it, "0", 2).Reason, StringComparison.Ordinal));
        Assert.Equal("ImmutableArray<Int32> never changes", FailToSet(fixedOnes[0], "0", 2).Reason);
        Assert.Equal("Map<String, Int32> never changes", FailToSet(Prelude.Map(("a", 1)), "a", 2).Reason);
        var held = new Thing { Held = new Thing(), HeldPoint = new Point(1, 2), MaybePoint = new Point(1, 2) };
        Set(held, "Held.Number", 5);
        Assert.Equal(5, Get(held, "Held.Number"));
        object spot = new Spot(default, "root");
        Assert.Equal("Spot is a struct, and a copy of it is what would be set in", FailToSet(spot, "Text", "x").Reason);
    }

    [Fact]
    public void A_call_with_a_value_goes_to_the_method_that_takes_it_best()
    {
        var thing = new Thing();
        foreach (var value in new object?[] { 1, "two", 3L, 4.5 }) Set(thing, "Hear(_)", value);
        Assert.Equal([1, "two", 3, "any 4.5"], thing.Heard);
        thing.Heard.Clear();
        Set(thing, "Long1(_)", 1);
        Set(thing, "Self().Long1()", 2.0);
        Set(thing, "All()", 3);
        Assert.Equal("1 2 3", $"{thing.Heard[0]} {thing.Heard[1]} {Assert.Single((long[])thing.Heard[2]!)}");
    }

    [Fact]
    public void A_method_that_changes_a_struct_changes_it_where_it_is()
    {
        var thing = new Thing();
        Set(thing, "Spot.Rename(_)", "new");
        Assert.Equal("new", thing.Spot.Text);
    }

    [Theory]
    [InlineData("Refuse(_)", 5, "Refuse(_) threw NotSupportedException: not 5")]
    [InlineData("Refuse(_)", "x", "Thing.Refuse does not take the text \"x\": Refuse(Int32 number)")]
    [InlineData("Needing(_)", 5, "Thing.Needing does not take one argument: Needing(Int32 one, Int32 two)")]
    [InlineData("Refuze(_)", 5, "Thing has no method Refuze; there is Refuse")]
    [InlineData("Greet()", 5, "Thing.Greet does not take one argument: Greet()")]
    public void A_call_that_cannot_be_made_says_why(string path, object value, string reason)
    {
        var error = FailToSet(new Thing(), path, value);
        Assert.Equal((TrackingFault.BadCall, reason), (error.Fault, error.Reason));
    }

    [Fact]
    public void An_action_is_called_with_nothing()
    {
        var thing = new Thing();
        Assert.Null(new Route(Steps("Silent()")).Call(thing));
        Assert.Equal(["silent"], thing.Heard);
        var error = new Route(Steps("Fail()")).Call(thing);
        Assert.Equal((TrackingFault.BadCall, "Fail() threw NotSupportedException: never"), (error?.Fault, error?.Reason));
        Assert.IsType<NotSupportedException>(error?.Cause);
        Assert.Equal(TrackingFault.NilPath, new Route(Steps("Next.Silent()")).Call(thing)?.Fault);
    }
}
