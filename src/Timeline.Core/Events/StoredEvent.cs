namespace Timeline.Events;

/// <summary>An event as a store gives it.</summary>
/// <param name="Position">Where it stands in the store's order.</param>
/// <param name="Event">The event.</param>
public sealed record StoredEvent(EventPosition Position, Event Event);
