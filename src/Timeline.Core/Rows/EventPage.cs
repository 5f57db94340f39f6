using Timeline.Events;

namespace Timeline.Rows;

/// <summary>Some events of a store, read at one moment.</summary>
/// <param name="Events">Those that a query wants, in order, at most as many as asked for.</param>
/// <param name="End">Whatever comes later has a greater position.</param>
internal sealed record EventPage(IReadOnlyList<StoredEvent> Events, EventPosition End);
