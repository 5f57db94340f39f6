using System.Collections.Immutable;
using Timeline.Values;

namespace Timeline.Events;

/// <summary>Leads from the events of a thing to its state, by a matrix of the steps that may be taken.</summary>
/// <remarks>
/// Law: what events lead to does not depend on their order or repetition. What does not fit is recorded as an anomaly
/// and left out; nothing is thrown and nothing stops. Immutable and safe to share between threads.
/// </remarks>
/// <param name="matrix">The steps that may be taken.</param>
public sealed class StateReducer(TransitionMatrix matrix)
{
    /// <summary>Only events of this type are looked at; null for all.</summary>
    public string? Type { get; init; }

    /// <summary>Where in the payload the state stands.</summary>
    public string Key { get; init; } = StateMachine.StateKey;

    /// <summary>
    /// States that are looked at last among concurrent events, so that they win where they may be taken: as a
    /// cancellation should. None unless said otherwise.
    /// </summary>
    /// <exception cref="ArgumentException">The matrix has no such state.</exception>
    public ImmutableHashSet<string> Last
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.FirstOrDefault(state => !matrix.States.Contains(state)) is { } unknown)
                throw new ArgumentException($"The matrix has no state '{unknown}'.", nameof(value));
            field = value;
        }
    } = [];

    /// <summary>The state that the events of one aggregate lead to. O(n log n).</summary>
    /// <remarks>
    /// Events of one Lamport time are concurrent: each is held against the state before all of them, and of those that
    /// may follow it the last one in the total order counts.
    /// </remarks>
    /// <param name="aggregateId">The aggregate.</param>
    /// <param name="events">Events, of other aggregates too.</param>
    /// <returns>The state, and what was left out.</returns>
    public ReducedState Reduce(string aggregateId, IEnumerable<Event> events)
    {
        var mine = events.Where(
            @event => @event.AggregateId == aggregateId && (Type is null || @event.Type == Type));
        var (distinct, anomalies) = Distinct(mine);
        var start = ReducedState.Nothing with { Anomalies = anomalies };
        return distinct
            .GroupBy(@event => @event.LamportTime)
            .OrderBy(group => group.Key)
            .Aggregate(start, Follow);
    }

    /// <summary>
    /// Each id once; of several contents under one id the first, in an order that does not depend on theirs.
    /// </summary>
    private static (IEnumerable<Event> Distinct, ImmutableArray<EventAnomaly> Others) Distinct(
        IEnumerable<Event> events)
    {
        var groups = events.Distinct().GroupBy(@event => @event.Id).OrderBy(group => group.Key)
            .Select(group => group.Order(EventOrder.Total).ThenBy(EventJson.ToText, StringComparer.Ordinal).ToList())
            .ToList();
        return (
            groups.Select(group => group[0]),
            [
                .. from @group in groups
                   from other in @group.Skip(1)
                   select new EventAnomaly(other, "another event has its id"),
            ]);
    }

    private ReducedState Follow(ReducedState before, IEnumerable<Event> concurrent)
    {
        var after = before;
        var inOrder = concurrent
            .OrderBy(@event => Last.Contains(StateOf(@event) ?? ""))
            .ThenBy(@event => @event, EventOrder.Total);
        foreach (var @event in inOrder)
        {
            var state = StateOf(@event);
            var violations = state is null ? [$"it has no text under '{Key}'"] : matrix.Violations(before.State, state);
            after = after with { EventCount = after.EventCount + 1, LastEventId = @event.Id };
            after = violations.IsEmpty
                ? after with { State = state, DecidedBy = @event }
                : after with
                {
                    Anomalies = after.Anomalies.Add(new EventAnomaly(@event, string.Join("; ", violations))),
                };
        }

        return after;
    }

    private string? StateOf(Event @event) => (EventFolds.Find(@event, Key) as Value.Text)?.Content;
}
