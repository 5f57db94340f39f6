using System.Numerics;
using Timeline.Events;
using Timeline.Values;

namespace Timeline.Tests.Unit.Events;

public sealed class EventFoldTests
{
    private static readonly StateMachine Machine =
        new([new("done", 4), new("for_review", 3), new("doing", 2), new("planned", 1), new("parked", 2)]);

    [Fact]
    public void A_tag_that_is_text_is_one_tag()
    {
        var tags = Right(EventFolds.GrowOnlySet([Of(1, """{"tags":"urgent"}"""), Of(2, """{"tags":["a","urgent",1]}"""), Of(3, "{}")]));
        Assert.True(tags.SetEquals([Value.Of("urgent"), Value.Of("a"), Value.Of(1)]));
        Assert.Empty(Right(EventFolds.GrowOnlySet([])));
        Assert.Single(Right(EventFolds.GrowOnlySet([Of(1, """{"labels":["x"]}""")], "labels")));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("{}")]
    public void Tags_that_are_neither_text_nor_list_are_refused(string tags) => Assert.Equal(
        SampleEvent.IdOf(1),
        Assert.IsType<TimelineError.PayloadUnfit>(
            Left(EventFolds.GrowOnlySet([Of(2, "{}"), Of(1, $$"""{"tags":{{tags}}}""")]))).Id);

    [Fact]
    public void A_counter_counts_each_event_once_and_never_runs_over()
    {
        var most = Of(1, """{"delta":9223372036854775807}""");
        Assert.Equal(
            (BigInteger)long.MaxValue * 2, Right(EventFolds.Counter([most, most, Of(2, """{"delta":9223372036854775807}""")])));
        Assert.Equal(-3, Right(EventFolds.Counter([Of(1, """{"delta":-3}"""), Of(2, "{}"), Of(3, "[]")])));
        Assert.Equal(0, Right(EventFolds.Counter([])));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e999999999")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("9223372036854775808")]
    public void A_step_that_is_no_whole_number_is_refused(string delta) => _ = Assert.IsType<TimelineError.PayloadUnfit>(
        Left(EventFolds.Counter([Of(1, $$"""{"delta":{{delta}}}""")])));

    [Fact]
    public void The_state_of_the_highest_priority_wins_and_all_events_are_named()
    {
        var (low, high) = (Of(1, """{"state":"planned"}"""), Of(2, """{"state":"done"}""", "bob"));
        var resolution = Right(Machine.Merge([low, high]));
        Assert.Equal(high, resolution.MergedEvent);
        Assert.False(resolution.RequiresManualReview);
        Assert.Equal([low, high], resolution.ConflictingEvents);
        Assert.Equal("Selected state 'done' (priority=4) from node 'bob' over 1 conflicting events", resolution.Note);
    }

    [Fact]
    public void Ties_go_to_the_smallest_node_and_then_to_the_smallest_id()
    {
        var (zoe, ann2, ann1) = (Of(1, """{"state":"doing"}""", "Zoe"), Of(3, """{"state":"parked"}"""), Of(2, """{"state":"doing"}"""));
        Assert.Equal(zoe, Right(Machine.Merge([ann1, zoe, ann2])).MergedEvent);
        Assert.Equal(ann1, Right(Machine.Merge([ann2, ann1])).MergedEvent);
        Assert.Equal("Single event, no conflict: state=doing", Right(Machine.Merge([ann1, ann1])).Note);
        Assert.Equal(
            "All events have same state: doing (tiebroken by node 'Zoe')", Right(Machine.Merge([ann1, zoe])).Note);
    }

    [Fact]
    public void The_status_stands_in_for_a_state_only_where_no_key_was_named()
    {
        var status = Of(1, """{"state":null,"status":"done"}""");
        Assert.Equal(status, Right(Machine.Merge([status])).MergedEvent);
        var keyed = new StateMachine([new("done", 1)], "lane");
        Assert.Equal("lane", Assert.IsType<TimelineError.PayloadUnfit>(Left(keyed.Merge([status]))).Key);
        Assert.Equal(status, Right(new StateMachine([new("done", 1)], "status").Merge([status])).MergedEvent);
    }

    [Fact]
    public void Nothing_to_merge_and_events_of_other_times_or_things_are_refused()
    {
        var first = Of(1, """{"state":"done"}""");
        Assert.Equal(new TimelineError.NothingToMerge(), Left(Machine.Merge([])));
        var later = SampleEvent.Of(2, "alice", 4, """{"state":"done"}""");
        Assert.Equal(new TimelineError.EventsNotConcurrent(first, later), Left(Machine.Merge([later, first])));
        var elsewhere = SampleEvent.Of(2, "alice", 3, """{"state":"done"}""", aggregate: "WP9");
        var error = Left(Machine.Merge([first, elsewhere]));
        Assert.Equal(new TimelineError.EventsNotConcurrent(first, elsewhere), error);
        Assert.Contains("'WP9'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"state":"Done"}""")]
    [InlineData("""{"state":4}""")]
    [InlineData("""{"state":["done"]}""")]
    public void An_unknown_state_never_loses_silently(string payload)
    {
        var error = Assert.IsType<TimelineError.StateUnknown>(Left(Machine.Merge([Of(1, payload), Of(2, """{"state":"done"}""")])));
        Assert.Equal(SampleEvent.IdOf(1), error.Id);
        Assert.Contains("doing, done, for_review, parked, planned", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"done\"")]
    [InlineData("""{"state":null}""")]
    public void An_event_without_a_state_is_refused(string payload) =>
        _ = Assert.IsType<TimelineError.PayloadUnfit>(Left(Machine.Merge([Of(1, payload)])));

    [Fact]
    public void A_machine_of_states_that_cannot_decide_is_refused_where_it_is_made()
    {
        Refused("There is no state.", () => new StateMachine([]));
        Refused("The state 'done' comes twice.", () => new StateMachine([new("done", 1), new("done", 1)]));
        Refused("The state 'done' comes twice.", () => new StateMachine([new("done", 1), new("done", 2)]));
        Refused("A state has no name.", () => new StateMachine([new("", 1)]));
        _ = Assert.Throws<ArgumentException>(() => new StateMachine([new("done", 1)], ""));
        _ = Assert.Throws<ArgumentNullException>(() => new StateMachine(null!));
    }

    [Fact]
    public void A_matrix_of_steps_that_lead_from_nowhere_is_refused_where_it_is_made()
    {
        Refused("Nothing may be begun with.", () => new TransitionMatrix([], [new("planned", "done")]));
        Refused("Nothing leads to the state 'plannned'.", () => new TransitionMatrix(["planned"], [new("plannned", "done")]));
        Refused("A state has no name.", () => new TransitionMatrix(["planned"], [new("planned", "")]));
        Refused("A state has no name.", () => new TransitionMatrix([""], []));
        var matrix = new TransitionMatrix(["planned"], [new("planned", "done")]);
        Refused("The matrix has no state 'canceled'.", () => new StateReducer(matrix) { Last = ["canceled"] });
        Assert.Equal(["planned"], new TransitionMatrix(["planned"], []).States);
    }

    [Fact]
    public void Decisions_states_and_anomalies_are_read_on_one_line()
    {
        var (low, high) = (Of(1, """{"state":"planned"}"""), Of(2, """{"state":"done"}""", "bob"));
        Assert.Equal(
            $"{high}, of 2: Selected state 'done' (priority=4) from node 'bob' over 1 conflicting events",
            $"{Right(Machine.Merge([low, high]))}");
        var matrix = new TransitionMatrix(["planned"], []);
        var reduced = new StateReducer(matrix).Reduce("WP001", [low, high]);
        Assert.Equal("planned of 2 events, 1 left out", $"{reduced}");
        Assert.Equal($"{high}: 'done' is no state", $"{reduced.Anomalies[0]}");
        Assert.Equal("no state of 0 events, 0 left out", $"{new StateReducer(matrix).Reduce("WP9", [])}");
    }

    [Fact]
    public void What_another_event_has_under_the_id_is_named_with_both_values()
    {
        var stored = Of(1, """{"state":"planned"}""");
        Assert.EndsWith(
            "'payload' is '{\"state\":\"planned\"}' there, '{\"state\":\"done\"}' was given",
            new TimelineError.EventContentDiffers(stored, Of(1, """{"state":"done"}""")).Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "'node_id' is 'alice' there, 'bob' was given",
            new TimelineError.EventContentDiffers(stored, Of(1, """{"state":"planned"}""", "bob")).Message, StringComparison.Ordinal);
        var longer = Of(1, $$"""{"state":"{{new string('x', 5000)}}"}""");
        Assert.InRange(new TimelineError.EventContentDiffers(stored, longer).Message.Length, 1, 500);
    }

    private static void Refused(string message, Func<object> make) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);

    private static Event Of(int id, string payload, string node = "alice") => SampleEvent.Of(id, node, 3, payload);
}
