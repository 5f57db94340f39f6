using Timeline.Events;

namespace Timeline.Tests.Properties.Events;

public sealed class StateReducerLaws
{
    private static readonly TransitionMatrix Matrix = new(
        ["doing", "blocked"],
        [new("doing", "done"), new("doing", "blocked"), new("blocked", "doing"), new("done", "doing")]);

    [Fact]
    public void What_events_lead_to_does_not_depend_on_their_order_or_repetition() => Law.Holds(
        EventGenerators.Lots,
        events =>
        {
            var reducer = new StateReducer(Matrix) { Last = ["done"] };
            foreach (var aggregate in events.Select(@event => @event.AggregateId).Distinct())
            {
                var reduced = reducer.Reduce(aggregate, events);
                var again = reducer.Reduce(aggregate, EventGenerators.Shuffled(events, events.Length));
                Assert.Equal(reduced with { Anomalies = [] }, again with { Anomalies = [] });
                Assert.Equal(reduced.Anomalies, again.Anomalies);
                Assert.Equal(events.Count(@event => @event.AggregateId == aggregate), reduced.EventCount);
            }
        });

    [Fact]
    public void Where_no_two_events_are_concurrent_it_takes_one_step_after_the_other() => Law.Holds(
        EventGenerators.Lots,
        events =>
        {
            var apart = events.Select((@event, place) =>
                Right(Event.Create(@event.ToDraft() with { LamportTime = place, AggregateId = "one" }))).ToList();
            string? state = null;
            foreach (var next in apart.Select(@event => ((Timeline.Values.Value.Map)@event.Payload)["state"]))
            {
                var text = ((Timeline.Values.Value.Text)next).Content;
                if (Matrix.Violations(state, text).IsEmpty) state = text;
            }

            Assert.Equal(state, new StateReducer(Matrix).Reduce("one", apart).State);
        });
}
