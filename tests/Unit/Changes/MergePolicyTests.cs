using Timeline.Changes;
using Timeline.Values;
using static Timeline.Tests.Unit.Changes.Read;

namespace Timeline.Tests.Unit.Changes;

public sealed class MergePolicyTests
{
    private static readonly Value Before = Json("""{"state":"draft","at":{"x":1,"y":1},"n":1,"note":"a"}""");
    private static readonly Value Ours = Json("""{"state":"paid","at":{"x":2,"y":1},"n":5,"note":"b"}""");
    private static readonly Value Theirs = Json("""{"state":"shipped","at":{"x":1,"y":2},"n":3,"note":"c"}""");

    [Fact]
    public void Each_path_is_decided_by_the_policy_it_was_given()
    {
        var policy = MergePolicy.ByPath(
            [
                new("state", MergePolicy.Priority([Value.Of("shipped"), Value.Of("paid"), Value.Of("draft")])),
                new("/at", MergePolicy.Whole(MergePolicy.LastWriter(7, 5))),
                new("*", MergePolicy.Of(conflict => conflict.Base is Value.Number ? MergeDecision.Remove : default)),
            ],
            MergePolicy.Theirs);
        var preview = Merge.ThreeWay(Before, Ours, Theirs, policy);
        Assert.Equal("/note", Assert.Single(preview.OpenConflicts).Path.ToString());
        Assert.Equal(4, preview.Conflicts.Count);
        Assert.Equal(
            """{"state":"shipped","at":{"x":2,"y":1},"note":"d"}""",
            preview.Resolve(ValuePath.Root.Append("note"), MergeDecision.Put(Value.Of("d"))).Value.ToString());
    }

    [Theory]
    [InlineData("/a*/b", "whole steps")]
    [InlineData("a.***", "whole steps")]
    [InlineData("a..b", "a step is missing")]
    [InlineData("/~2", "'~' must be followed")]
    public void A_bad_pattern_says_why(string pattern, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => new PathPolicy(pattern, MergePolicy.Ours));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.True(PathPattern.Parse(pattern).IsLeft);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("**", "", true)]
    [InlineData("items[*].price", "/items/3/price", true)]
    [InlineData("items.*.price", "/items/3/tax/price", false)]
    [InlineData("items.**.price", "/items/3/tax/price", true)]
    [InlineData("/**/a/*/b", "/a/a/x/b", true)]
    [InlineData("items", "/items/3", false)]
    public void A_star_is_one_step_and_two_are_any_number(string pattern, string path, bool matches) =>
        Assert.Equal(matches, PathPattern.Of(pattern).Matches(Path(path)));

    [Fact]
    public void A_state_named_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => MergePolicy.Priority([Value.Of("a"), Value.Of("a")]));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":3}""", "throw", "threw InvalidOperationException: no")]
    [InlineData("1", "2", "3", "remove", "nothing is left")]
    [InlineData("[]", "[1]", "[2]", "put", "a list of them")]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":3}""", "deep", "nests too deep")]
    public void A_policy_that_cannot_be_followed_is_an_error_that_names_the_path(
        string before, string ours, string theirs, string does, string reason)
    {
        var merged = Merge.ThreeWay(Json(before), Json(ours), Json(theirs), MergePolicy.Of(_ => does switch
        {
            "remove" => MergeDecision.Remove,
            "put" => MergeDecision.Put(Value.Of(1)),
            "deep" => MergeDecision.Put(Enumerable.Range(0, 512).Aggregate(Value.Of(1), (all, _) => Value.List.From([all]))),
            _ => throw new InvalidOperationException("no"),
        }));
        Assert.False(merged.IsResolved);
        Assert.Equal(Json(before), merged.Value);
        var error = Assert.IsType<TimelineError.MergePolicyFailed>(merged.Error);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(Assert.Single(merged.Conflicts).Path.ToString(), error.Path);
    }

    [Fact]
    public void The_elements_for_one_place_can_be_given_as_a_list_or_left_out()
    {
        var preview = Merge.ThreeWay(Json("[1,9]"), Json("[1,2,9]"), Json("[1,3,9]"), MergePolicy.Fail);
        var order = Assert.Single(preview.OpenConflicts);
        Assert.Equal("[1,4,5,9]", preview.Resolve(order, MergeDecision.Put(Json("[4,5]"))).Value.ToString());
        Assert.Equal("[1,9]", preview.Resolve(order, MergeDecision.Remove).Value.ToString());
        Assert.Equal("[1,2,3,9]", preview.Resolve(order, MergeDecision.KeepOurs).Value.ToString());
    }

    [Fact]
    public void An_element_that_both_added_can_be_left_out()
    {
        var preview = Merge.ThreeWay(
            Json("[]"), Json("""[{"id":1,"a":2}]"""), Json("""[{"id":1,"a":3}]"""),
            MergePolicy.Whole(MergePolicy.Fail), new DiffOptions { IdentityKeys = ["id"] });
        Assert.Equal(ConflictKind.BothChanged, Assert.Single(preview.OpenConflicts).Kind);
        var inside = Merge.ThreeWay(
            Json("[]"), Json("""[{"id":1,"a":2}]"""), Json("""[{"id":1,"a":3}]"""),
            MergePolicy.ByPath([new("*", MergePolicy.Whole(MergePolicy.Fail))], MergePolicy.Fail),
            new DiffOptions { IdentityKeys = ["id"] });
        Assert.Equal("[]", inside.Resolve(ValuePath.Root.Append(0), MergeDecision.Remove).Value.ToString());
    }

    [Fact]
    public void What_is_open_says_how_many_and_where()
    {
        var preview = Merge.ThreeWay(Before, Ours, Theirs, MergePolicy.Fail);
        var error = preview.ToValue().Match(Right: _ => "", Left: error => error.Message);
        Assert.StartsWith("3 conflicts are open, the first at", error, StringComparison.Ordinal);
        Assert.Equal("3 conflicts, 3 open", preview.ToString());
        Assert.Same(preview, preview.Resolve(Path("/nowhere"), MergeDecision.KeepOurs));
        var ours = preview.ResolveRest(MergePolicy.Ours);
        Assert.True(ours.IsResolved);
        Assert.Equal(1, ours.Resolve(ours.Conflicts[0], MergeDecision.LeaveOpen).Open);
    }

    [Fact]
    public void A_decision_can_be_asked_what_it_is()
    {
        static string Of(MergeDecision decision) =>
            decision.Match(() => "open", () => "ours", () => "theirs", value => value.ToString(), () => "nothing");
        Assert.Equal("open", Of(default));
        Assert.Equal("ours", Of(MergeDecision.KeepOurs));
        Assert.Equal("theirs", Of(MergeDecision.KeepTheirs));
        Assert.Equal("1", Of(MergeDecision.Put(Value.Of(1))));
        Assert.Equal("nothing", Of(MergeDecision.Remove));
    }

    private static ValuePath Path(string text) => ValuePath.Parse(text).IfLeft(ValuePath.Root);
}
