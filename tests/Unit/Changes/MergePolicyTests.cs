using System.Text.Json;
using System.Text.Json.Serialization;
using Timeline.Changes;
using Timeline.Objects;
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
        var ours = preview.ResolveRest(MergePolicy.Ours);
        Assert.True(ours.IsResolved);
        Assert.Equal(1, ours.Resolve(ours.Conflicts[0], MergeDecision.LeaveOpen).Open);
    }

    [Fact]
    public void A_path_without_a_conflict_is_told_and_nothing_is_merged()
    {
        var preview = Merge.ThreeWay(Before, Ours, Theirs, MergePolicy.Fail);
        var first = preview.Conflicts[0].Path.ToString();
        var mistyped = preview.Resolve("nowhere", MergeDecision.KeepOurs);
        Assert.Equal(new TimelineError.ConflictMissing("/nowhere", first), mistyped.Error);
        Assert.Equal($"there is no conflict at '/nowhere' to resolve: the first is at '{first}'", mistyped.ToString());
        Assert.Equal(mistyped.Error, Left(mistyped.ResolveRest(MergePolicy.Ours).Resolve(first, default).ToValue()));
        Assert.Same(Before, mistyped.ResolveRest(MergePolicy.Ours).Value);
        Assert.Same(mistyped, mistyped.Resolve("elsewhere", MergeDecision.KeepOurs));
        Assert.Equal(
            "there is no conflict at '/a' to resolve, nor anywhere else",
            Left(Merge.ThreeWay(Before, Before, Theirs, MergePolicy.Fail).Resolve("a", default).ToValue()).Message);
        Assert.Throws<ArgumentException>(() => preview.Resolve("a..b", MergeDecision.KeepOurs));
    }

    private enum State
    {
        Draft,
        Paid,
        Shipped,
    }

    private sealed record Ticket(State State, (int X, int Y) At);

    private static readonly ObjectTree ByName =
        new(new JsonSerializerOptions { Converters = { new JsonStringEnumConverter() } });

    [Fact]
    public void States_and_decisions_are_given_as_the_program_has_them()
    {
        var before = new Ticket(State.Draft, (0, 0));
        var (ours, theirs) = (before with { State = State.Paid, At = (1, 0) }, before with { State = State.Shipped, At = (2, 0) });
        foreach (var tree in new[] { null, ByName })
        {
            var options = new ObjectDiffOptions { Tree = tree ?? ObjectTree.Default };
            var policy = MergePolicy.ByPath(
                [
                    new("State", MergePolicy.Priority([State.Shipped, State.Paid, State.Draft], tree)),
                    new("At", MergePolicy.Whole(MergePolicy.Of(_ => MergeDecision.Put((7, 8))))),
                ],
                MergePolicy.Fail);
            Assert.Equal(new Ticket(State.Shipped, (7, 8)), Right(Merge.ThreeWay(before, ours, theirs, policy, options).ToValue()));
            var put = Merge.ThreeWay(before, ours, theirs, MergePolicy.Ours, options)
                .Resolve("State", MergeDecision.Put(State.Draft, tree));
            Assert.Equal(new Ticket(State.Draft, (1, 0)), Right(put.ToValue()));
        }

        Assert.Throws<ArgumentException>(() => MergePolicy.Priority([State.Paid, State.Paid]));
    }

    [Fact]
    public void An_object_that_cannot_be_seen_is_no_decision()
    {
        var refused = Assert.Throws<ArgumentException>(() => MergeDecision.Put<Func<int>>(() => 1));
        Assert.Contains("Func", refused.Message, StringComparison.Ordinal);
        Assert.IsType<TimelineError.MergePolicyFailed>(Merge.ThreeWay(
            1, 2, 3, MergePolicy.Of(_ => MergeDecision.Put<Func<int>>(() => 1))).Error);
    }

    [Fact]
    public void A_value_is_put_as_it_is() => Assert.Equal(
        MergeDecision.Put(Json("[1.0]")), MergeDecision.Put((Value.List)Json("[1.0]")));

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
