using FsCheck.Fluent;
using Timeline.Causality;
using Timeline.Events;

namespace Timeline.Tests.Properties.Events;

public sealed class EventOrderLaws
{
    [Fact]
    public void The_total_order_is_total_and_never_ties() => Law.Holds(
        EventGenerators.Lots,
        events =>
        {
            var sorted = EventOrder.Sort(events);
            Assert.Equal(sorted, EventOrder.Sort(events.Reverse()));
            for (var at = 1; at < sorted.Length; at++)
            {
                Assert.True(EventOrder.Total.Compare(sorted[at - 1], sorted[at]) < 0);
                Assert.True(EventOrder.Total.Compare(sorted[at], sorted[at - 1]) > 0);
            }
        });

    [Fact]
    public void Causes_come_before_effects_whatever_the_order_and_the_repetition() => Law.Holds(
        EventGenerators.Lots,
        events =>
        {
            var sorted = Right(EventOrder.ByCause(events));
            Assert.Equal(events.Select(@event => @event.Id).Order(), sorted.Select(@event => @event.Id).Order());
            var place = sorted.Select((@event, at) => (@event.Id, at)).ToDictionary(it => it.Id, it => it.at);
            foreach (var @event in events)
            {
                if (@event.CausationId is { } cause && place.TryGetValue(cause, out var at))
                    Assert.True(at < place[@event.Id]);
            }

            Assert.Equal(sorted, Right(EventOrder.ByCause(EventGenerators.Shuffled(events, events.Length))));
        });

    [Fact]
    public void A_cycle_is_found_wherever_it_is_and_named_from_cause_to_effect() => Law.Holds(
        Arb.From(
            from events in EventGenerators.Lots.Generator
            from length in Gen.Choose(1, 5)
            select (Events: events, Length: length)),
        lot =>
        {
            var cycle = Enumerable.Range(0, lot.Length)
                .Select(at => EventGenerators.Of(5_000 + at, at * 16, 5_000 + ((at + 1) % lot.Length)));
            var after = EventGenerators.Of(6_000, 0, 5_000);
            var all = EventGenerators.Shuffled([.. lot.Events, .. cycle, after], lot.Length);
            var named = Assert.IsType<TimelineError.EventCycle>(Left(EventOrder.ByCause(all))).Cycle;
            Assert.Equal(lot.Length, named.Length);
            Assert.Equal(named.Min(), named[0]);
            var byId = cycle.ToDictionary(@event => @event.Id);
            for (var at = 0; at < named.Length; at++)
                Assert.Equal(named[at], byId[named[(at + 1) % named.Length]].CausationId);
        });

    [Fact]
    public void Duplicates_are_dropped_and_told() => Law.Holds(
        EventGenerators.Lots,
        events =>
        {
            var twice = events.Where((_, place) => place % 2 == 0).ToArray();
            Event[] all = [.. events, .. twice];
            Assert.Equal(events, Right(EventOrder.Distinct(all)));
            Assert.Equal(twice.Select(@event => @event.Id).Order(), EventOrder.Duplicates(all));
        });

    [Fact]
    public void Happened_before_by_vectors_is_that_of_the_record_and_gaps_are_what_was_lost() => Law.Holds(
        Arb.From(Gen.Choose(0, 1_000_000).ArrayOf()),
        script =>
        {
            var world = new World(3);
            foreach (var step in script) world.Step(step);
            foreach (var (one, its) in world.Record)
            {
                foreach (var (other, others) in world.Record)
                {
                    var expected = one.Id == other.Id ? CausalOrder.Equal
                        : others.Contains(one.Id) ? CausalOrder.Before
                        : its.Contains(other.Id) ? CausalOrder.After
                        : CausalOrder.Concurrent;
                    Assert.Equal(expected, EventOrder.Causality(one, other));
                    if (expected == CausalOrder.Before) Assert.True(EventOrder.Total.Compare(one, other) < 0);
                    if (EventOrder.IsConcurrent(one, other)) Assert.Equal(CausalOrder.Concurrent, expected);
                }
            }

            var events = world.Record.Select(entry => entry.Event).ToList();
            var kept = events.Where((_, place) => place % 3 != 1).ToList();
            var heard = kept.SelectMany(@event => world.Known(@event)).ToHashSet();
            var missing = heard.Except(kept.Select(@event => @event.Id)).Select(world.Number).Order();
            Assert.Equal(missing, EventOrder.Gaps(kept).SelectMany(World.Numbers).Order());
            Assert.Empty(EventOrder.Gaps(events));
        },
        100);
}
