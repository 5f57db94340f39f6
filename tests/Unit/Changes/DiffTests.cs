using System.Diagnostics;
using Timeline.Changes;
using Timeline.Values;
using static Timeline.Tests.Unit.Changes.Read;

namespace Timeline.Tests.Unit.Changes;

public sealed class DiffTests
{
    private static readonly DiffOptions Named = new() { IdentityKeys = ["id"] };

    private static readonly DiffOptions Ordered = new() { KeyOrder = true };

    /// <summary>Before, after, and the patch as people read it, lines parted by a semicolon.</summary>
    [Theory]
    [InlineData("1", "1.0", "")]
    [InlineData("1", "[]", "~ (root): 1 -> []")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", "")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1,"c":3,"b":2}""", "+ /c: 3 before \"b\"")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", "- /b: 2")]
    [InlineData("""{"a":{"b":[1,2]}}""", """{"a":{"b":[1,3]}}""", "~ /a/b/1: 2 -> 3")]
    [InlineData("[1,2,3]", "[0,1,2,3]", "+ /0: 0")]
    [InlineData("[1,2,3,4]", "[2,3,4]", "- /0: 1")]
    [InlineData("[[1],[2],[3]]", "[[3],[1],[2]]", "> /0 from /2")]
    [InlineData("""[{"n":1,"m":1},{"n":2,"m":1}]""", """[{"n":1,"m":1},{"n":2,"m":9}]""", "~ /1/m: 1 -> 9")]
    [InlineData("""[{"n":1,"m":1},{"n":2,"m":1}]""", """[{"z":0},{"n":1,"m":1},{"n":2,"m":9}]""", "+ /0: {\"z\":0};~ /2/m: 1 -> 9")]
    [InlineData("[1,2]", "[3,4]", "~ (root): [1,2] -> [3,4]")]
    [InlineData("""{"a/b":1,"~":1}""", """{"a/b":2,"~":2}""", "~ /a~1b: 1 -> 2;~ /~0: 1 -> 2")]
    public void A_difference_reads_as_a_person_would_tell_it(string before, string after, string expected) =>
        Assert.Equal(expected, Diff.Between(Json(before), Json(after)).ToString().Replace('\n', ';'));

    [Theory]
    [InlineData("""[{"id":1},{"id":2},{"id":3}]""", """[{"id":3},{"id":1},{"id":2}]""", "> /0 from /2")]
    [InlineData("""[{"id":1,"a":1},{"id":2}]""", """[{"id":2},{"id":1,"a":2}]""", "> /1 from /0;~ /1/a: 1 -> 2")]
    [InlineData("""[{"id":1,"a":1}]""", """[{"id":2,"a":1}]""", "- /0: {\"id\":1,\"a\":1};+ /0: {\"id\":2,\"a\":1}")]
    public void An_identity_key_follows_its_element(string before, string after, string expected) =>
        Assert.Equal(expected, Diff.Between(Json(before), Json(after), Named).ToString().Replace('\n', ';'));

    [Theory]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{"c":3,"a":1,"b":2}""", "> /c before \"a\"")]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{"b":2,"c":3,"a":1}""", "> /a to the end")]
    public void Key_order_is_a_difference_where_it_is_asked_for(string before, string after, string expected) =>
        Assert.Equal(expected, Diff.Between(Json(before), Json(after), Ordered).ToString());

    [Fact]
    public void The_tree_shows_each_step_once()
    {
        var patch = Diff.Between(
            Json("""{"a":{"b":1,"c":2},"d":[1,2,3],"e":0}"""), Json("""{"a":{"b":5,"c":6},"d":[0,1,2,3],"e":0,"f":null}"""));
        Assert.Equal(
            """
            + f: null
              a
              ~ b: 1 -> 5
              ~ c: 2 -> 6
              d
              + 0: 0
            """.ReplaceLineEndings("\n"),
            ChangeTree.From(patch).ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>What makes an alignment slow: nothing in common, two symbols, everything reversed, much repeated.</summary>
    [Theory]
    [InlineData("strangers")]
    [InlineData("two symbols")]
    [InlineData("reversed")]
    [InlineData("objects alike")]
    public void Hostile_lists_are_answered_in_bounded_work(string kind)
    {
        const int Count = 30_000;
        var random = new Random(7);
        Value Item(int i, bool after) => kind switch
        {
            "strangers" => Value.Of(after ? $"b{i}" : $"a{i}"),
            "two symbols" => Value.Of((long)random.Next(2)),
            "reversed" => Value.Of((long)(after ? Count - i : i)),
            _ => Value.Map.Empty.Set("k", Value.Of((long)random.Next(3))).Set("v", Value.Of((long)random.Next(3))),
        };
        var before = Value.List.From(Enumerable.Range(0, Count).Select(i => Item(i, after: false)));
        var after = Value.List.From(Enumerable.Range(0, Count).Select(i => Item(i, after: true)));
        var clock = Stopwatch.StartNew();
        var patch = Diff.Between(before, after);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"took {clock.Elapsed}"); // a hang, not a slow machine
        Assert.Equal(after, Right(patch.Apply(before)));
    }

    [Fact]
    public void A_patch_says_where_and_why_it_does_not_fit()
    {
        var patch = Diff.Between(Json("""{"a":[1,2]}"""), Json("""{"a":[1,3]}"""));
        var error = Left(patch.Apply(Json("""{"a":[1,4]}""")));
        Assert.Equal(new TimelineError.PatchMismatch(0, "/a/1", "2", "4"), error);
        Assert.Equal("the patch does not fit: change 0 expects 2 at '/a/1', where there is 4", error.Message);
    }

    /// <summary>Many places, as the order in which keys are visited differs from run to run.</summary>
    [Fact]
    public void Keys_that_moved_around_a_new_one_find_their_places()
    {
        var before = Value.Map.From(Enumerable.Range(0, 2000).Select(i => KeyValuePair.Create($"k{i}", Value.Of(i))));
        var after = before;
        for (var at = 0; at < 15; at++)
        {
            after = after.Insert($"k{at}", after[$"k{at}"], $"k{1000 + (10 * at)}");
            after = after.Insert($"new{at}", Value.Of(at), $"k{at}");
            after = after.Insert($"k{50 + at}", after[$"k{50 + at}"], $"new{at}");
        }

        var patch = Diff.Between(before, after, Ordered);
        Assert.True(Right(patch.Apply(before)).ExactlyEquals(after));
        Assert.True(Right(patch.Invert().Apply(after)).ExactlyEquals(before));
    }

    [Fact]
    public void Nothing_moves_into_or_out_of_what_it_would_stand_beside()
    {
        var (outer, inner) = (ValuePath.Root.Append(0), ValuePath.Root.Append(0).Append("a"));
        var value = Json("""[{"a":1},{}]""");
        Assert.True(Patch.From([new Change.Moved(inner, outer, Value.Of(1))]).Apply(value).IsLeft);
        Assert.True(Patch.From([new Change.Moved(outer, inner, Json("""{"a":1}"""))]).Apply(value).IsLeft);
    }

    [Fact]
    public void A_long_chain_of_changes_composes_into_one()
    {
        var path = ValuePath.Root.Append("a");
        var chain = Enumerable.Range(0, 100_000)
            .Select(i => new Change.Replaced(path, Value.Of(i), Value.Of(i + 1)));
        var last = Patch.From([new Change.Replaced(path, Value.Of(100_000), Value.Of(-1))]);
        Assert.Equal("~ /a: 0 -> -1", Patch.From(chain).Compose(last).ToString());
    }

    [Fact]
    public void Options_keep_the_identity_keys_they_were_given()
    {
        List<string> keys = ["id"];
        var options = new DiffOptions { IdentityKeys = keys };
        keys.Clear();
        Assert.Equal(["id"], options.IdentityKeys);
    }
}
