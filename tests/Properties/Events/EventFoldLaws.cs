using System.Numerics;
using Timeline.Events;

namespace Timeline.Tests.Properties.Events;

public sealed class EventFoldLaws
{
    private static readonly StateMachine Machine =
        new([new("done", 2), new("doing", 1), new("blocked", 2)]);

    [Fact]
    public void Folds_do_not_depend_on_the_order_or_repetition_of_their_events() => Law.Holds(
        EventGenerators.Lots,
        events =>
        {
            var shuffled = EventGenerators.Shuffled(events, events.Length);
            Assert.True(Right(EventFolds.GrowOnlySet(events)).SetEquals(Right(EventFolds.GrowOnlySet(shuffled))));
            Assert.Equal(Right(EventFolds.Counter(events)), Right(EventFolds.Counter(shuffled)));
            foreach (var group in shuffled.GroupBy(@event => (@event.AggregateId, @event.LamportTime)))
            {
                var one = Right(Machine.Merge(group));
                var other = Right(Machine.Merge(group.Reverse().Concat(group)));
                Assert.Equal(one with { ConflictingEvents = [] }, other with { ConflictingEvents = [] });
                Assert.Equal(one.ConflictingEvents, other.ConflictingEvents);
                Assert.Equal(group.Distinct().Count(), one.ConflictingEvents.Length);
            }
        });

    [Fact]
    public void Folding_two_lots_and_putting_them_together_is_folding_both_at_once() => Law.Holds(
        EventGenerators.Lots,
        events =>
        {
            var (some, others) = (events[..(events.Length / 2)], events[(events.Length / 2)..]);
            Assert.Equal(
                Right(EventFolds.Counter(events)),
                BigInteger.Add(Right(EventFolds.Counter(some)), Right(EventFolds.Counter(others))));
            Assert.True(Right(EventFolds.GrowOnlySet(events))
                .SetEquals(Right(EventFolds.GrowOnlySet(some)).Union(Right(EventFolds.GrowOnlySet(others)))));
        });

    [Fact]
    public void The_greatest_priority_wins_then_the_smallest_node_then_the_smallest_id() => Law.Holds(
        EventGenerators.Lots,
        events =>
        {
            foreach (var group in events.GroupBy(@event => (@event.AggregateId, @event.LamportTime)))
            {
                var expected = group
                    .OrderByDescending(@event => @event.Payload.ToString().Contains("doing", StringComparison.Ordinal) ? 1 : 2)
                    .ThenBy(@event => @event.NodeId)
                    .ThenBy(@event => @event.Id)
                    .First();
                Assert.Equal(expected, Right(Machine.Merge(group)).MergedEvent);
            }
        });
}
