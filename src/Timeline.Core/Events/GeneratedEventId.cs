namespace Timeline.Events;

/// <summary>An id that was made, and what makes the one after it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Next">The generator whose next id is greater.</param>
public sealed record GeneratedEventId(EventId Id, EventIdGenerator Next);
