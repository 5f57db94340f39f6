using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Tests.Unit.Objects;

/// <summary>What a type says of itself is asked before there is an object of it.</summary>
public sealed class CheckTests
{
    private static readonly ObjectTree Tree = ObjectTree.Default;

    [Fact]
    public void What_can_be_seen_and_made_again_passes()
    {
        _ = Right(Tree.CheckFromValue<Everything>());
        _ = Right(Tree.CheckFromValue<ImmutableDictionary<int, Order[]>>());
        _ = Right(new ObjectTree(StatesContext.Default.Options).CheckFromValue<Everything>());
    }

    [Fact]
    public void What_follows_from_other_members_need_not_be_set() => Assert.True(Tree.CheckFromValue<Sum>().IsRight);

    [Fact]
    public void What_cannot_be_made_again_is_named_by_its_path_with_what_to_do()
    {
        Says<Odd.Holds<Lost>>("cannot make a IList<Int32> of what is at '/Part/Items': nothing sets it: no initializer,"
            + " and no constructor's parameter");
        Says<Odd.Holds<IShape>>("cannot make a IShape of what is at '/Part': it is abstract: name the types that it may"
            + " be with JsonDerivedType");
        Says<Odd.Holds<TwoWays>>("cannot make a TwoWays of what is at '/Part': it has no constructor to call: one"
            + " without parameters, the only one there is, or the one marked with JsonConstructor");
        Says<Odd.Holds<Renamed>>("cannot make a Renamed of what is at '/Part': given, which its constructor takes, is no"
            + " member of it");
        Says<Odd.Holds<Option<TwoWays>[]>>("cannot make a TwoWays of what is at '/Part': it has no constructor to call:"
            + " one without parameters, the only one there is, or the one marked with JsonConstructor");
        Assert.Contains("'/Part'", Left(Tree.CheckFromValue<Odd.Holds<Closed>>()).Message, StringComparison.Ordinal);
        Assert.True(Tree.Check<Odd.Holds<Lost>>().IsRight);
    }

    [Fact]
    public void What_a_check_refuses_cannot_be_read_and_says_the_same()
    {
        Assert.Equal(
            Left(Tree.CheckFromValue<Odd.Holds<TwoWays>>()),
            Left(Tree.FromValue<Odd.Holds<TwoWays>>(Read("""{"Name":"a","Part":{"A":1}}"""))));
        Assert.Equal(
            Left(Tree.CheckFromValue<Odd.Holds<Renamed>>()),
            Left(Tree.FromValue<Odd.Holds<Renamed>>(Read("""{"Name":"a","Part":{"A":1}}"""))));
    }

    [Theory]
    [InlineData("Note")]
    [InlineData("Lines[*].Count")]
    [InlineData("/Lines/0")]
    [InlineData("**.nothing")]
    [InlineData("*")]
    [InlineData("")]
    public void A_pattern_that_can_fit_passes(string pattern) =>
        Assert.True(Tree.Check<Order>(PathPattern.Of(pattern)).IsRight);

    [Theory]
    [InlineData("/Places/any/X")]
    [InlineData("/Figure/anything")]
    [InlineData("/Orders/*/Lines/*/Count")]
    [InlineData("/Pair/Item1")]
    public void A_pattern_that_only_an_object_could_refute_passes(string pattern) =>
        Assert.True(Tree.Check<Everything>(PathPattern.Of(pattern)).IsRight);

    [Theory]
    [InlineData("note", "the pattern '/note' fits nothing: the Order has no member of that name: there is ")]
    [InlineData("Lines.*.count", "the pattern '/Lines/*/count' fits nothing: the Line at '/Lines/*' has no member of")]
    [InlineData("Lines.Count", "the pattern '/Lines/Count' fits nothing: the ImmutableList<Line> at '/Lines' has indexes")]
    [InlineData("Note.Text", "the pattern '/Note/Text' fits nothing: the String at '/Note' has no parts")]
    public void A_pattern_that_is_mistyped_says_what_there_is(string pattern, string message) => Assert.StartsWith(
        message, Left(Tree.Check<Order>(PathPattern.Of(pattern))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_refusal_says_in_our_words_what_is_wrong()
    {
        Refuses<int[]>("""["x"]""", "cannot make a Int32 of what is at '/0': it is 'x'");
        Refuses<Odd.Holds<int>>("""{"Part":null}""", "cannot make a Int32 of what is at '/Part': it is null");
        Refuses<Odd.Holds<Order>>("""{"Part":[1]}""", "cannot make a Order of what is at '/Part': it is a list of 1");
        Refuses<Order[]>("""{"a":1}""", "cannot make a Order[] of the value: it is a map of 1");
        Refuses<Odd.Holds<Odd.Needs>>(
            """{"Part":{"Count":1}}""", "cannot make a Needs of what is at '/Part': it has no Name, which is required");
        Refuses<Figure[]>(
            """[{"$type":"blob"}]""", "cannot make a Figure of what is at '/0': its $type is 'blob', not one of ");
        Refuses<Figure[]>("""[{"Radius":1}]""", "cannot make a Figure of what is at '/0': it has no $type, which is one of ");
        var shallow = new ObjectTree(new JsonSerializerOptions { MaxDepth = 2 });
        Assert.Equal(
            "cannot make a Int32[][][] of the value: it nests 3 levels deep, and the options' MaxDepth is 2",
            Left(shallow.FromValue<int[][][]>(Read("[[[1]]]"))).Message);
    }

    private static void Says<T>(string message) => Assert.Equal(message, Left(Tree.CheckFromValue<T>()).Message);

    private static void Refuses<T>(string json, string message) =>
        Assert.StartsWith(message, Left(Tree.FromValue<T>(Read(json))).Message, StringComparison.Ordinal);

    private static Value Read(string json) => Right(Json.Parse(json));

    public interface IShape
    {
        int Size { get; }
    }

    public sealed class Lost
    {
        public IList<int> Items { get; } = [];
    }

    public sealed record Sum(int A, int B)
    {
        public IShape? Shape => null;

        public int Total => A + B;
    }

    public sealed class TwoWays
    {
        public TwoWays(int a) => A = a;

        public TwoWays(int a, int b) => A = a + b;

        public int A { get; }
    }

    public sealed class Renamed(int given)
    {
        public int A => given;
    }

    /// <summary>A list that nothing can be put into.</summary>
    public sealed class Closed : IEnumerable<int>
    {
        public IEnumerator<int> GetEnumerator() => Enumerable.Empty<int>().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
