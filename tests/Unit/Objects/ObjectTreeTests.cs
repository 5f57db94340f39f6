using System.Text.Json;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Unit.Objects;

public sealed class ObjectTreeTests
{
    private static readonly ObjectTree Tree = ObjectTree.Default;

    [Fact]
    public void A_record_is_a_map_of_its_members() => Assert.Equal(
        """{"Id":1,"Customer":"ann","Lines":[{"Product":"tea","Count":2,"Price":3.5},{"Product":"jam","Count":1,"Price":4.20},{"Product":"rye","Count":1,"Price":2}],"Note":null}""",
        Seen(States.Order).ToString());

    [Fact]
    public void Every_kind_of_type_is_seen_and_read_back()
    {
        var value = Seen(States.Everything);
        Assert.Equal(
            """{"Flag":true,"Big":9223372036854775807,"Ratio":0.1,"Phase":1,"At":"2026-01-31T10:00:00+00:00","Key":"00000001-0002-0003-0405-060708090a0b","Maybe":null,"Place":{"X":1,"Y":2},"Pair":{"Item1":3,"Item2":"three"},"Figure":{"$type":"circle","Radius":1.5},"Chosen":"it","Outcome":{"$type":"Right","value":7},"Steps":[1,2,3],"Names":["a","b"],"Places":{"home":{"X":0,"Y":0}},"Numbers":[1,2,3],"Array":[{"Product":"tea","Count":1,"Price":1}],"Tags":["blue","red"],"ByNumber":{"7":"seven"},"Long":[{"Product":"jam","Count":1,"Price":1}],"Orders":{"x":"""
                + Seen(States.Order) + """},"Plain":[1,2]}""",
            value.ToString());
        var back = Right(Tree.FromValue<Everything>(value));
        Assert.Equal(value, Seen(back));
        Assert.Equal(States.Everything.Steps, back.Steps);
        Assert.Equal(States.Everything.Orders["x"].Customer, back.Orders["x"].Customer);
    }

    [Fact]
    public void An_immutable_object_is_seen_once_and_a_mutable_one_each_time()
    {
        Assert.Same(Seen(States.Order), Seen(States.Order));
        var node = new Node { Name = "before" };
        var before = Seen(node);
        node.Name = "after";
        Assert.Equal("""{"Name":"before","Next":null}""", before.ToString());
        Assert.Equal("""{"Name":"after","Next":null}""", Seen(node).ToString());
    }

    [Fact]
    public void A_new_version_shares_what_it_kept()
    {
        var next = States.Order with { Note = "soon" };
        var (before, after) = ((Value.Map)Seen(States.Order), (Value.Map)Seen(next));
        Assert.Same(before["Lines"], after["Lines"]);
    }

    [Fact]
    public void A_circle_is_reported()
    {
        var node = new Node { Name = "a" };
        node.Next = new Node { Name = "b", Next = node };
        var error = Assert.IsType<TimelineError.ObjectUnreadable>(Left(Tree.ToValue(node)));
        Assert.Contains("leads back to itself", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("/Next/Next/", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_getter_that_throws_is_named()
    {
        var error = Assert.IsType<TimelineError.ObjectUnreadable>(Left(Tree.ToValue(new[] { new Broken() })));
        Assert.Equal("/0/Bad", error.Path);
        Assert.Contains("no number today", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_cannot_be_seen_says_why()
    {
        var error = Assert.IsType<TimelineError.ObjectUnreadable>(Left(Tree.Check<Dictionary<string, (int, Action)>>()));
        Assert.Contains("Action", error.Type, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_does_not_fit_names_its_place()
    {
        var error = Left(Tree.FromValue<Order>(Json.Parse("""{"Id":1,"Customer":"ann","Lines":[{"Product":1}]}""").Match(it => it, _ => null!)));
        Assert.Contains("Lines", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_follow_the_options()
    {
        var tree = new ObjectTree(new JsonSerializerOptions(JsonSerializerDefaults.Web));
        Assert.Equal("""{"x":1,"y":2}""", tree.ToValue(new Point(1, 2)).Match(it => it.ToString(), error => error.Message));
    }

    private static Value Seen<T>(T seen) =>
        Right(Tree.ToValue(seen));
}
