using Timeline.Events;
using Timeline.Values;

namespace Timeline.Tests.Unit.Events;

public sealed class StateReducerTests
{
    private static readonly TransitionMatrix Matrix = new(
        ["planned"],
        [
            new("planned", "doing"), new("doing", "done"), new("planned", "cancelled"), new("doing", "cancelled"),
            new("doing", "planned"),
        ]);

    private static readonly StateReducer Reducer = new(Matrix) { Last = ["cancelled"] };

    [Fact]
    public void A_step_that_may_not_be_taken_is_told_and_never_thrown()
    {
        Assert.Empty(Matrix.Violations(null, "planned"));
        Assert.Empty(Matrix.Violations("planned", "doing"));
        Assert.Equal(["nothing begins as 'done'"], Matrix.Violations(null, "done"));
        Assert.Equal(["'done' does not follow 'planned'"], Matrix.Violations("planned", "done"));
        Assert.Equal(["'x' is no state", "'y' is no state"], Matrix.Violations("x", "y"));
        Assert.Equal(["cancelled", "doing", "done", "planned"], Matrix.States);
    }

    [Fact]
    public void Events_lead_to_a_state_and_what_does_not_fit_is_recorded()
    {
        Event[] events = [Of(1, 1, "planned"), Of(2, 2, "done"), Of(3, 3, "doing"), Of(4, 4, "lost")];
        var reduced = Reducer.Reduce("WP001", events);
        Assert.Equal(("doing", events[2], 4), (reduced.State, reduced.DecidedBy, reduced.EventCount));
        Assert.Equal(events[3].Id, reduced.LastEventId);
        Assert.Equal(
            [new EventAnomaly(events[1], "'done' does not follow 'planned'"), new EventAnomaly(events[3], "'lost' is no state")],
            reduced.Anomalies);
        Assert.Equal(0, Reducer.Reduce("elsewhere", events).EventCount);
    }

    [Fact]
    public void Concurrent_events_are_held_against_the_state_before_all_of_them_and_a_cancellation_wins()
    {
        Event[] events = [Of(1, 1, "planned"), Of(2, 2, "cancelled"), Of(3, 2, "doing"), Of(4, 2, "done")];
        var reduced = Reducer.Reduce("WP001", events);
        Assert.Equal(events[1], reduced.DecidedBy);
        Assert.Equal(events[3], Assert.Single(reduced.Anomalies).Event);
        Assert.Equal(events[2], new StateReducer(Matrix).Reduce("WP001", events).DecidedBy);
    }

    [Fact]
    public void What_has_no_state_or_the_id_of_another_is_left_out()
    {
        var first = Of(1, 1, "planned");
        var other = Right(Event.Create(first.ToDraft() with { Payload = Value.Map.Empty.Set("state", Value.Of("zzz")) }));
        var reduced = Reducer.Reduce("WP001", [other, first, SampleEvent.Of(2, "alice", 3, "[]")]);
        Assert.Equal(2, reduced.Anomalies.Length);
        Assert.Equal("another event has its id", reduced.Anomalies[0].Reason);
        Assert.Equal("it has no text under 'state'", reduced.Anomalies[1].Reason);
        Assert.Equal(("planned", first), (reduced.State, reduced.DecidedBy));
        Assert.Null(new StateReducer(Matrix) { Type = "other" }.Reduce("WP001", [first]).State);
    }

    private static Event Of(int id, long time, string state) =>
        SampleEvent.Of(id, "alice", time, $$"""{"state":"{{state}}"}""");
}
