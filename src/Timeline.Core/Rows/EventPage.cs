using Timeline.Events;

namespace Timeline.Rows;

/// <summary>Some events of a store, read at one moment.</summary>
/// <param name="Events">Those that a query wants, in order: as many as asked for, or as there are, or the first of them
/// that make up <see cref="EventPages.Weight"/>.</param>
/// <param name="End">Whatever comes later has a greater position.</param>
/// <param name="Bytes">What the events take in rows.</param>
internal sealed record EventPage(IReadOnlyList<StoredEvent> Events, EventPosition End, long Bytes);
