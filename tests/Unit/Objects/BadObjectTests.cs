using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using Timeline.Changes;
using Timeline.Collections;
using Timeline.Objects;
using Timeline.Values;
using Patch = Timeline.Changes.Patch;

namespace Timeline.Tests.Unit.Objects;

/// <summary>What cannot be seen, read or changed is an error that names path and type; nothing partial is given.</summary>
public sealed class BadObjectTests
{
    private static readonly ObjectTree Tree = ObjectTree.Default;

    [Fact]
    public void A_getter_that_throws_is_named_in_every_question()
    {
        Odd.Holds<Broken>[] seen = [new("a", new Broken())];
        Odd.Holds<Broken>[] other = [new("b", new Broken())];
        Unreadable("/0/Part/Bad", "Int32", "no number today", Tree.ToValue(seen));
        Unreadable("/0/Part/Bad", "Int32", "no number today", Diff.Between(seen, other));
    }

    [Fact]
    public void A_list_that_throws_halfway_is_named()
    {
        Odd.Holds<Odd.Throwing> Of() => new("a", new Odd.Throwing());
        Unreadable("/Part", "Throwing", "no second one", Tree.ToValue(Of()));
        Unreadable("/Part", "Throwing", "no second one", Diff.Between(Of(), Of()));
    }

    [Fact]
    public void A_refused_type_is_named()
    {
        Unreadable("/Part", "Action", "writes no such type", Tree.Check<Odd.Holds<Action>>());
        Unreadable("/Part/Key", "Type", "writes no such type", Tree.ToValue(
            new Odd.Holds<KeyValuePair<Type, int>>("a", new(typeof(int), 1))));
        Unreadable("/Part", "IntPtr", "writes no such type", Tree.ToValue(new Odd.Holds<nint>("a", 1)));
        Unreadable("/Part", "Action", "writes no such type", Diff.Between<Odd.Holds<Action>>(
            new("a", () => { }), new("b", () => { })));
        // The platform refuses the whole, and says which member of which type.
        Unreadable("", "Spanned", "Letters", Tree.ToValue(new Odd.Spanned()));
    }

    [Fact]
    public void A_circle_is_named_in_every_question()
    {
        Node Circle(string name)
        {
            var node = new Node { Name = name };
            node.Next = new Node { Name = "b", Next = node };
            return node;
        }

        Assert.Contains("leads back to itself", Left(Tree.ToValue(Circle("a"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "leads back to itself", Left(Diff.Between(Circle("a"), Circle("a"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nests_too_deep_is_refused_and_what_nests_as_deep_as_can_be_is_not()
    {
        Odd.Chain Of(int depth, int last = 0) =>
            Enumerable.Range(1, depth - 1).Aggregate(new Odd.Chain(last, null), (rest, i) => new Odd.Chain(i, rest));

        var deep = Of(Value.MaximumDepth - 1);
        var value = Right(Tree.ToValue(deep));
        Assert.Equal(value, Right(Tree.ToValue(Right(Tree.FromValue<Odd.Chain>(value)))));
        Assert.True(Right(Diff.Between(deep, Of(Value.MaximumDepth - 1))).IsEmpty);
        Assert.Contains("nests deeper", Left(Tree.ToValue(Of(Value.MaximumDepth + 5))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "nests deeper",
            Left(Diff.Between(Of(Value.MaximumDepth + 5), Of(Value.MaximumDepth + 5, 1))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_converter_that_throws_is_named_writing_and_reading()
    {
        Odd.Holds<Odd.Grumpy>[] seen = [new("a", new Odd.Grumpy("bad"))];
        Unreadable("/0/Part", "Grumpy", "not that one", Tree.ToValue(seen));
        Unreadable("/0/Part", "Grumpy", "not that one", Diff.Between(seen, [new("a", new Odd.Grumpy("x"))]));
        Unwritable<Odd.Holds<Odd.Grumpy>[]>(
            "/1/Part", "Grumpy", "not this one", """[{"Name":"a","Part":"x"},{"Name":"a","Part":"bad"}]""");
    }

    [Fact]
    public void A_constructor_that_throws_is_named()
    {
        Unwritable<Dictionary<string, Odd.Choosy[]>>(
            "/a/1", "Choosy", "no less than nothing", """{"a":[{"Count":1},{"Count":-1}]}""");
        var patch = Patch.From([new Change.Replaced(Path("/Part/Count"), Value.Of(1), Value.Of(-1))]);
        var error = Misfit(patch.Apply(new Odd.Holds<Odd.Choosy>("a", new Odd.Choosy(1))));
        Assert.Equal("/Part/Count", error.Path);
        Assert.Contains("no less than nothing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_member_that_is_missing_is_named()
    {
        Unwritable<Odd.Holds<Odd.Needs>>("/Part", "Needs", "Name", """{"Name":"a","Part":{"Count":1}}""");
        Assert.Equal(0, Right(Tree.FromValue<Odd.Needs>(Read("""{"Name":"a"}"""))).Count);
    }

    [Fact]
    public void A_member_that_nothing_can_set_is_no_place_for_a_change()
    {
        var patch = Patch.From([new Change.Replaced(Path("/Count"), Value.Of(3), Value.Of(4))]);
        Assert.Contains("nothing", Misfit(patch.Apply(new Odd.Fixed())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_does_not_fit_is_named_by_its_whole_path()
    {
        Unwritable<Order>("/Lines/1/Count", "Int32", "", """{"Id":1,"Customer":"ann","Lines":[{},{"Count":"x"}]}""");
        Unwritable<Odd.Holds<PersistentList<Line>>>(
            "/Part/1/Count", "Int32", "", """{"Name":"a","Part":[{},{"Count":"x"}]}""");
        Unwritable<Odd.Holds<PersistentMap<string, int?>>>("/Part/a~1b", "Int32", "", """{"Part":{"a/b":"x"}}""");
        Unwritable<Odd.Holds<Option<int>>>("/Part", "Int32", "", """{"Part":"x"}""");
        Unwritable<Odd.Holds<Either<string, int>>>(
            "/Part/value", "Int32", "", """{"Part":{"$type":"Right","value":"x"}}""");
        Unwritable<Odd.Holds<(int, string)>>("/Part/Item1", "Int32", "", """{"Part":{"Item1":"x","Item2":"y"}}""");
        Unwritable<Odd.Holds<Figure>>("/Part/Radius", "Double", "", """{"Part":{"$type":"circle","Radius":"x"}}""");
        Unwritable<Odd.Holds<Figure>>("/Part", "Figure", "", """{"Part":{"$type":"blob"}}""");
        Unwritable<Odd.Holds<int>>("/Part", "Int32", "", """{"Part":null}""");
        Unwritable<Odd.Holds<Dictionary<int, string>>>("/Part", "Int32", "", """{"Part":{"x":"y"}}""");
    }

    [Fact]
    public void A_key_that_has_no_name_is_refused()
    {
        Unreadable("/Part", "Key", "no entry can have its name", Tree.ToValue(
            new Odd.Holds<Dictionary<Odd.Key, int>>("a", new() { [new(1)] = 1 })));
    }

    [Fact]
    public void Keys_that_a_map_takes_for_the_same_are_compared_as_they_are_written()
    {
        ImmutableDictionary<string, int> Of(string key) =>
            ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase).Add(key, 1);
        Assert.Equal("- /Ann: 1;+ /ann: 1", Changes(Of("Ann"), Of("ann")));
        Assert.Equal("", Changes(Of("ann"), Of("ann")));
        Assert.Equal(
            "- /1.0: 1;+ /1.00: 1",
            Changes(new Dictionary<decimal, int> { [1.0m] = 1 }, new Dictionary<decimal, int> { [1.00m] = 1 }));
    }

    [Fact]
    public void A_map_keeps_its_comparer_when_it_is_changed()
    {
        var before = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["Ann"] = 1 };
        var after = Right(Patch.From([new Change.Added(Path("/Bob"), Value.Of(2))]).Apply(before));
        Assert.Equal((2, 1, 2), (after["bob"], before.Count, after.Count));
        var sorted = new SortedDictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["Ann"] = 1 };
        Assert.Equal(1, Right(Patch.From([new Change.Added(Path("/Bob"), Value.Of(2))]).Apply(sorted))["ANN"]);
    }

    [Fact]
    public void Numbers_that_json_has_no_form_for_are_texts_or_refused_as_the_options_say()
    {
        Assert.Equal("""{"Name":"a","Part":"NaN"}""", Right(Tree.ToValue(new Odd.Holds<double>("a", double.NaN))).ToString());
        Assert.True(Right(Diff.Between<double[]>([double.NaN], [double.NaN])).IsEmpty);
        Assert.Equal(
            double.NegativeInfinity,
            Right(Tree.FromValue<double[]>(Right(Tree.ToValue<double[]>([double.NegativeInfinity]))))[0]);
        var strict = new ObjectTree(new JsonSerializerOptions());
        Unreadable("/Part", "Double", "", strict.ToValue(new Odd.Holds<double>("a", double.NaN)));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text_and_no_key()
    {
        Unreadable("/Part", "String", "surrogate", Tree.ToValue(new Odd.Holds<string>("a", "\ud800")));
        Unreadable("/Part", "String", "surrogate", Tree.ToValue(
            new Odd.Holds<Dictionary<string, int>>("a", new() { ["\ud800"] = 1 })));
        Unreadable("/Part", "Char", "", Tree.ToValue(new Odd.Holds<char>("a", '\ud800')));
    }

    [Fact]
    public void Nothing_where_there_should_be_something_is_null()
    {
        Assert.Equal("""{"Content":null}""", Right(Tree.ToValue(new Odd.Text(null!))).ToString());
        Assert.Equal(
            "~ /Content: null -> \"a\"", Changes(new Odd.Text(null!), new Odd.Text("a")));
        Assert.Equal("a", Right(Right(Diff.Between(new Odd.Text(null!), new Odd.Text("a"))).Apply(new Odd.Text(null!))).Content);
    }

    [Fact]
    public void An_array_that_was_never_made_is_named()
    {
        var (none, some) = (new Odd.Wide(default), new Odd.Wide([1]));
        Unreadable("/Numbers", "ImmutableArray<Int32>", "", Tree.ToValue(none));
        Unreadable("/Numbers", "ImmutableArray<Int32>", "never made", Diff.Between(none, some));
        Unreadable("/Numbers", "ImmutableArray<Int32>", "never made", Diff.Between(some, none));
        var patch = Patch.From([new Change.Added(Path("/Numbers/0"), Value.Of(1))]);
        Assert.Contains("never made", Misfit(patch.Apply(none)).Message, StringComparison.Ordinal);
    }

    private static void Unreadable<T>(string path, string type, string reason, Either<TimelineError, T> answer)
    {
        var error = Assert.IsType<TimelineError.ObjectUnreadable>(Left(answer));
        Assert.Equal(path, error.Path);
        Assert.Contains(type.Replace("Odd.", "", StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static void Unwritable<T>(string path, string type, string reason, string json)
    {
        var error = Assert.IsType<TimelineError.ObjectUnwritable>(Left(Tree.FromValue<T>(Read(json))));
        Assert.True(error.Path == path && error.Type.Contains(type, StringComparison.Ordinal), error.Message);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    private static string Changes<T>(T before, T after) => string.Join(';', Right(Diff.Between(before, after)).Changes);

    private static TimelineError.PatchMismatch Misfit<T>(Either<TimelineError, T> answer) =>
        Assert.IsType<TimelineError.PatchMismatch>(Left(answer));

    private static Value Read(string json) => Right(Json.Parse(json));

    private static ValuePath Path(string text) => Right(ValuePath.Parse(text));
}
