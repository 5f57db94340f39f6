using Timeline.ChangeLogs;
using Timeline.Changes;
using Timeline.Values;

namespace Timeline.Tests.Unit.ChangeLogs;

public sealed class ChangeEntryTests
{
    [Fact]
    public void An_id_is_written_as_its_container_and_number_and_read_back()
    {
        var id = new ChangeEntryId(Samples.Settings, 12);
        Assert.Equal("0b0f6f3e-0000-4000-8000-000000000001/12", id.ToString());
        Assert.Equal(id, ChangeEntryId.Parse(id.ToString()));
        foreach (var wrong in (string[])["", "/1", "x/1", $"{Samples.Settings}", $"{id}x", $"{Samples.Settings}/-1"])
            Assert.True(ChangeEntryId.Parse(wrong).IsNone, wrong);
        Assert.True(id < new ChangeEntryId(Samples.Settings, 13) && id < new ChangeEntryId(Samples.Ports, 1));
    }

    [Fact]
    public void What_no_JSON_can_say_is_no_entry()
    {
        Assert.Throws<ArgumentException>(() => Samples.Added with { Actor = "\ud83d" });
        Assert.Throws<ArgumentException>(() => Samples.Added with { Method = "\ude00" });
        Assert.Throws<ArgumentException>(() => Samples.Added with { Stack = ["\ud83d"] });
        Assert.Throws<ArgumentException>(() => Samples.Added with { Tree = [] });
        Assert.Equal("😀", (Samples.Added with { Actor = "😀" }).Actor);
    }

    [Fact]
    public void Equality_is_by_what_is_said()
    {
        Assert.Equal(Samples.Added, Samples.Added with { ContentBefore = default, ContentAfter = default });
        Assert.NotEqual(Samples.Added, Samples.Added with { After = Samples.Content("444") });
        Assert.NotEqual(Samples.Added, Samples.Added with { Stack = [] });
    }

    [Fact]
    public void The_difference_of_an_entry_is_its_steps()
    {
        Assert.Equal(Patch.From([new Change.Added(ValuePath.Of("/ports/1"), Value.Of(443))]), Samples.Added.Diff());
        var replaced = Samples.Replaced with { After = Samples.Content("[80,8080]") };
        Assert.Equal(
            Patch.From([new Change.Replaced(ValuePath.Of("/ports/1"), Value.Of(443), Value.Of(8080))]), replaced.Diff());
        Assert.Equal(Patch.Empty, Samples.Init.Diff());
    }

    [Fact]
    public void The_difference_of_a_set_follows_from_whole_contents()
    {
        var set = Samples.Added with
        {
            Path = ValuePath.Of("/ports"),
            Tree = [Samples.Added.Tree[0], Samples.Added.Tree[1] with { Kind = ContainerKind.Set }],
        };
        Assert.Equal(Patch.From([new Change.Added(ValuePath.Of("/ports/1"), Value.Of(443))]), set.Diff());
        Assert.Equal(Patch.Empty, Right(ChangeJson.Parse(ChangeJson.ToUtf8(set))).Diff());
    }

    [Fact]
    public void An_entry_that_does_not_follow_says_what_is_in_the_way()
    {
        var content = Samples.ValueOf("""{"ports": 80}""");
        var error = (TimelineError.ChangeNotReplayed)Left(ChangeReplay.Forward(content, Samples.Added));
        Assert.Equal(Samples.Added.Id, error.Entry);
        Assert.Contains("/ports/1", error.Message, StringComparison.Ordinal);
        var set = Samples.Added with
        {
            Path = ValuePath.Of("/ports"),
            Tree = [Samples.Added.Tree[0], Samples.Added.Tree[1] with { Kind = ContainerKind.Set }],
        };
        Assert.Contains("no set at /ports", Left(ChangeReplay.Forward(content, set)).Message, StringComparison.Ordinal);
        var held = Samples.ValueOf("""{"ports": [443]}""");
        // What are two elements of a set may be written as one value.
        Assert.Equal(Samples.ValueOf("""{"ports": [443, 443]}"""), Right(ChangeReplay.Forward(held, set)));
        var empty = Samples.ValueOf("""{"ports": []}""");
        Assert.Contains("not in the set", Left(ChangeReplay.Backward(empty, set)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_does_not_mind_the_order_of_a_set_that_goes()
    {
        var removed = Samples.Added with
        {
            Action = ChangeAction.Remove,
            Path = ValuePath.Of("/ports"),
            Before = Samples.Content("[80,443]"),
            After = default,
            Tree = [Samples.Added.Tree[0]],
        };
        Assert.Equal(
            Value.Map.Empty, Right(ChangeReplay.Forward(Samples.ValueOf("""{"ports": [443, 80]}"""), removed)));
        Assert.True(ChangeReplay.Forward(Samples.ValueOf("""{"ports": [443, 81]}"""), removed).IsLeft);
    }

    [Fact]
    public void A_filter_takes_what_lies_below_a_path_and_the_first_moment_of_since()
    {
        Assert.True(Wants(new ChangeFilter { Paths = [PathPattern.Of("ports")] }));
        Assert.True(Wants(new ChangeFilter { Paths = [PathPattern.Of("x"), PathPattern.Of("/*/1")] }));
        Assert.False(Wants(new ChangeFilter { Paths = [PathPattern.Of("/ports/1/x")] }));
        Assert.True(Wants(new ChangeFilter { Since = Samples.Added.Time, Actor = "ada" }));
        Assert.False(Wants(new ChangeFilter { Since = Samples.Added.Time.AddTicks(1) }));
        Assert.False(Wants(new ChangeFilter { Actor = "Ada" }));
        Assert.False(Wants(new ChangeFilter { Actions = [ChangeAction.Remove] }));
        Assert.Equal(
            new ChangeFilter { Actions = [ChangeAction.Add] }, new ChangeFilter { Actions = [ChangeAction.Add] });

        static bool Wants(ChangeFilter filter) => filter.IsWanted(Samples.Added);
    }

    [Fact]
    public void Every_action_and_kind_has_a_word_that_is_read_back()
    {
        Assert.All(Enum.GetValues<ChangeAction>(), it => Assert.Equal(it, ChangeWords.ToAction(ChangeWords.Of(it))));
        Assert.All(Enum.GetValues<ContainerKind>(), it => Assert.Equal(it, ChangeWords.ToKind(ChangeWords.Of(it))));
        Assert.True(ChangeWords.ToAction("Add").IsNone && ChangeWords.ToKind("bag").IsNone);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangeWords.Of((ChangeAction)99));
    }
}
