namespace Timeline.Events;

/// <summary>An event that a <see cref="StateReducer"/> left out, and why.</summary>
/// <param name="Event">The event.</param>
/// <param name="Reason">Why, in a clause.</param>
public sealed record EventAnomaly(Event Event, string Reason);
