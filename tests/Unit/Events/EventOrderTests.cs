using Timeline.Causality;
using Timeline.Events;

namespace Timeline.Tests.Unit.Events;

public sealed class EventOrderTests
{
    [Fact]
    public void Time_orders_first_then_the_node_by_ordinal_then_the_id()
    {
        var (a, b, c, d) = (Of(4, "zed", 1), Of(3, "Zoe", 2), Of(1, "alice", 2), Of(2, "alice", 2));
        Assert.Equal([a, b, c, d], EventOrder.Sort([d, c, b, a]));
    }

    [Fact]
    public void An_event_may_cause_itself_nowhere()
    {
        var @event = Of(1, "alice", 1, cause: 1);
        var error = Left(EventOrder.ByCause([@event]));
        Assert.Equal([@event.Id], Assert.IsType<TimelineError.EventCycle>(error).Cycle);
        Assert.Equal($"the event {@event.Id} is its own cause", error.Message);
    }

    [Fact]
    public void A_long_circle_is_named_in_a_short_line()
    {
        var circle = Enumerable.Range(0, 10_000).Select(at => Of(at, "alice", at, cause: (at + 9_999) % 10_000));
        var error = Assert.IsType<TimelineError.EventCycle>(Left(EventOrder.ByCause(circle)));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(SampleEvent.IdOf), error.Cycle);
        Assert.Contains("(9990 more)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_given_twice_is_no_cycle_and_a_foreign_cause_is_no_hindrance()
    {
        var (cause, effect) = (Of(2, "bob", 9, cause: 77), Of(1, "alice", 1, cause: 2));
        Assert.Equal([cause, effect], Right(EventOrder.ByCause([effect, cause, effect, cause])));
        Assert.Equal([SampleEvent.IdOf(77)], EventOrder.MissingCauses([effect, cause]));
    }

    [Fact]
    public void Another_content_under_one_id_is_told_with_both()
    {
        var (one, other) = (Of(1, "alice", 1), Of(1, "alice", 2));
        var error = new TimelineError.EventContentDiffers(one, other);
        Assert.Equal(error, Left(EventOrder.Distinct([one, other])));
        Assert.Equal(error, Left(EventOrder.ByCause([one, other])));
        Assert.Equal(error, Left(EventFolds.Counter([one, other])));
        Assert.EndsWith("'lamport_clock' is '1' there, '2' was given", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Concurrent_by_Lamport_is_one_aggregate_one_time_and_two_ids()
    {
        var @event = Of(1, "alice", 3);
        Assert.True(EventOrder.IsConcurrent(@event, Of(2, "bob", 3)));
        Assert.True(EventOrder.IsConcurrent(@event, Of(2, "alice", 3)));
        Assert.False(EventOrder.IsConcurrent(@event, @event));
        Assert.False(EventOrder.IsConcurrent(@event, Of(2, "bob", 4)));
        Assert.False(EventOrder.IsConcurrent(@event, SampleEvent.Of(2, "bob", 3, "{}", aggregate: "WP002")));
    }

    [Fact]
    public void Causality_is_told_by_vectors_and_not_without_them()
    {
        Assert.True(EventOrder.Causality(Of(1, "alice", 1), Of(2, "bob", 2)).IsNone);
        var alone = Counted(1, "alice", 1, ("alice", 1));
        Assert.Equal(CausalOrder.Concurrent, EventOrder.Causality(alone, Counted(2, "bob", 7, ("bob", 1))));
        Assert.Equal(CausalOrder.Before, EventOrder.Causality(alone, Counted(2, "bob", 7, ("bob", 1), ("alice", 1))));
    }

    [Fact]
    public void A_gap_is_what_a_vector_counts_and_nobody_has()
    {
        var events = new[]
        {
            Counted(1, "alice", 1, ("alice", 2)),
            Counted(2, "alice", 1, ("alice", 5), ("bob", 3)),
            Counted(3, "bob", 1, ("bob", 2)),
            Of(4, "carol", 900),
        };
        Assert.Equal(
            [
                new EventGap(ReplicaId.Of("alice"), 1, 1), new EventGap(ReplicaId.Of("alice"), 3, 4),
                new EventGap(ReplicaId.Of("bob"), 1, 1), new EventGap(ReplicaId.Of("bob"), 3, 3),
            ],
            EventOrder.Gaps(events));
    }

    [Fact]
    public void A_vector_that_counts_absurdly_far_costs_nothing() => Assert.Equal(
        [new EventGap(ReplicaId.Of("alice"), 1, Dot.LargestExchanged - 1)],
        EventOrder.Gaps([Counted(1, "alice", 1, ("alice", Dot.LargestExchanged))]));

    [Fact]
    public void Times_that_a_node_skips_are_told_between_its_first_and_last()
    {
        var events = new[] { Of(1, "alice", 3), Of(2, "alice", 7), Of(3, "alice", 4), Of(4, "bob", long.MaxValue), Of(5, "bob", 0) };
        Assert.Equal(
            [new EventGap(ReplicaId.Of("alice"), 5, 6), new EventGap(ReplicaId.Of("bob"), 1, long.MaxValue - 1)],
            EventOrder.SkippedTimes(events));
        Assert.Empty(EventOrder.SkippedTimes([]));
    }

    private static Event Of(int id, string node, long time, int? cause = null) =>
        SampleEvent.Of(id, node, time, "{}", cause is { } number ? SampleEvent.IdOf(number) : null);

    private static Event Counted(int id, string node, long time, params (string Node, long Count)[] known) =>
        Right(Event.Create(Of(id, node, time).ToDraft() with
        {
            VersionVector = VersionVector.From(known.Select(it => KeyValuePair.Create(ReplicaId.Of(it.Node), it.Count))),
        }));
}
