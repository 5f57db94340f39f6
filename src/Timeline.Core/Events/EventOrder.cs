using System.Collections.Immutable;
using LanguageExt;
using Timeline.Causality;

namespace Timeline.Events;

/// <summary>
/// How events stand to each other in time: the order of all, the order by causation, what is concurrent.
/// </summary>
/// <remarks>Pure functions; none depends on the order in which events are given, unless it says so.</remarks>
public static class EventOrder
{
    /// <summary>
    /// The total order: by Lamport time, then node by ordinal, then id. It never ties, and agrees with causation where
    /// nodes observe what they act on.
    /// </summary>
    public static IComparer<Event> Total { get; } = Comparer<Event>.Create(Compare);

    /// <summary>The events in the <see cref="Total"/> order. O(n log n).</summary>
    /// <param name="events">The events.</param>
    /// <returns>The same events, sorted.</returns>
    public static ImmutableArray<Event> Sort(IEnumerable<Event> events) => [.. events.Order(Total)];

    /// <summary>Each event once, where it came first. O(n).</summary>
    /// <param name="events">The events.</param>
    /// <returns>
    /// The events in the order in which they were given, or <see cref="TimelineError.EventContentDiffers"/> for the
    /// first that has the id of another one.
    /// </returns>
    public static Either<TimelineError, ImmutableArray<Event>> Distinct(IEnumerable<Event> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var byId = new Dictionary<EventId, Event>();
        var distinct = ImmutableArray.CreateBuilder<Event>();
        foreach (var @event in events)
        {
            if (byId.TryAdd(@event.Id, @event)) distinct.Add(@event);
            else if (byId[@event.Id] != @event) return new TimelineError.EventContentDiffers(byId[@event.Id], @event);
        }

        return distinct.ToImmutable();
    }

    /// <summary>The ids that more than one of the events have. O(n).</summary>
    /// <param name="events">The events.</param>
    /// <returns>The ids, ascending.</returns>
    public static ImmutableArray<EventId> Duplicates(IEnumerable<Event> events) =>
        [.. events.GroupBy(@event => @event.Id).Where(group => group.Skip(1).Any()).Select(group => group.Key).Order()];

    /// <summary>The causes that are not among the events. O(n).</summary>
    /// <param name="events">The events.</param>
    /// <returns>The ids of the causes, ascending.</returns>
    public static ImmutableArray<EventId> MissingCauses(IReadOnlyCollection<Event> events)
    {
        var there = events.Select(@event => @event.Id).ToHashSet();
        return
        [
            .. events.Select(@event => @event.CausationId).OfType<EventId>().Distinct().Where(id => !there.Contains(id))
                .Order(),
        ];
    }

    /// <summary>
    /// The events with every cause before its effects, and otherwise in the <see cref="Total"/> order. O(n log n).
    /// </summary>
    /// <remarks>
    /// An event whose cause is not among them stands as if it had none; one that is given twice counts once (Kahn 1962,
    /// with a queue in the total order).
    /// </remarks>
    /// <param name="events">The events.</param>
    /// <returns>
    /// The events, or <see cref="TimelineError.EventCycle"/> which names those that cause each other in a circle, or
    /// <see cref="TimelineError.EventContentDiffers"/>.
    /// </returns>
    public static Either<TimelineError, ImmutableArray<Event>> ByCause(IEnumerable<Event> events) =>
        Distinct(events).Bind(CausalSort.Sort);

    /// <summary>
    /// Whether two events of one aggregate have the same Lamport time, so that neither was observed before the other.
    /// </summary>
    /// <remarks>
    /// Cheap and one-sided: of events that this calls concurrent neither knew the other (if their nodes observe what
    /// they act on), but events with different times may be concurrent too. <see cref="Causality"/> tells those
    /// apart.
    /// </remarks>
    /// <param name="one">An event.</param>
    /// <param name="other">Another event.</param>
    /// <returns>True for equal times, equal aggregates and different ids.</returns>
    public static bool IsConcurrent(Event one, Event other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.LamportTime == other.LamportTime && one.AggregateId == other.AggregateId && one.Id != other.Id;
    }

    /// <summary>
    /// How one event stands to another by what their nodes knew, whatever they are about: happened-before.
    /// </summary>
    /// <param name="one">An event.</param>
    /// <param name="other">Another event.</param>
    /// <returns>How their version vectors compare; none if one of them has no vector.</returns>
    public static Option<CausalOrder> Causality(Event one, Event other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.VersionVector is { } its && other.VersionVector is { } others
            ? its.Compare(others)
            : Option<CausalOrder>.None;
    }

    /// <summary>
    /// The events that are missing for certain: those that a version vector counts and that are not here.
    /// </summary>
    /// <remarks>
    /// An event with a version vector is the one that its node counts by it; all vectors together say how many events
    /// of each node there are at least. Events without a vector say nothing and are not counted. O(n log n).
    /// </remarks>
    /// <param name="events">The events.</param>
    /// <returns>By node and number, what no event has.</returns>
    public static ImmutableArray<EventGap> Gaps(IReadOnlyCollection<Event> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var known = events.Select(@event => @event.VersionVector).OfType<VersionVector>()
            .Aggregate(VersionVector.Empty, (all, vector) => all.Join(vector));
        var here = events.Where(@event => @event.VersionVector is not null)
            .ToLookup(@event => @event.NodeId, @event => @event.VersionVector!.StepsOf(@event.NodeId));
        return
        [
            .. from entry in ReplicaOrder.ByName(known.Entries)
               from gap in Runs.Between(0, here[entry.Key], entry.Value + 1)
               select new EventGap(entry.Key, gap.First, gap.Last),
        ];
    }

    /// <summary>The Lamport times between two events of a node at which it has none.</summary>
    /// <remarks>
    /// Where nodes never observe each other, each such time is an event that is missing. Otherwise a node also skips
    /// times when it observes later ones: then this names where to look, and <see cref="Gaps"/> is certain. O(n log n).
    /// </remarks>
    /// <param name="events">The events.</param>
    /// <returns>The times, by node.</returns>
    public static ImmutableArray<EventGap> SkippedTimes(IReadOnlyCollection<Event> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return
        [
            .. from node in events.GroupBy(@event => @event.NodeId, @event => @event.LamportTime)
               orderby node.Key
               from gap in Runs.Between(node.Min(), node, node.Max())
               select new EventGap(node.Key, gap.First, gap.Last),
        ];
    }

    private static int Compare(Event one, Event other)
    {
        var order = one.LamportTime.CompareTo(other.LamportTime);
        if (order == 0) order = one.NodeId.CompareTo(other.NodeId);
        return order == 0 ? one.Id.CompareTo(other.Id) : order;
    }
}
