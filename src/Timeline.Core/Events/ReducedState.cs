using System.Collections.Immutable;
using System.Globalization;

namespace Timeline.Events;

/// <summary>The state that events lead to.</summary>
/// <param name="State">The state; null where no event led to one.</param>
/// <param name="DecidedBy">The event that led to it; null for none.</param>
/// <param name="Anomalies">The events that were left out, in the order in which they were looked at.</param>
/// <param name="EventCount">How many different events were looked at, those left out too.</param>
/// <param name="LastEventId">The one that was looked at last; null for none.</param>
public sealed record ReducedState(
    string? State, Event? DecidedBy, ImmutableArray<EventAnomaly> Anomalies, int EventCount, EventId? LastEventId)
{
    /// <summary>What no event leads to.</summary>
    public static readonly ReducedState Nothing = new(null, null, [], 0, null);

    /// <summary>The state on one line.</summary>
    /// <returns>The state, how many events were looked at, and how many of them were left out.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{State ?? "no state"} of {EventCount} events, {Anomalies.Length} left out");
}
