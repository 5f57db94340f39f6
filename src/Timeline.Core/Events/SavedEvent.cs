namespace Timeline.Events;

/// <summary>What became of one event that was to be saved.</summary>
/// <param name="Position">Where the event stands in the store's order, also if it was there before.</param>
/// <param name="IsNew">Whether it was saved now; false where it was there already.</param>
public readonly record struct SavedEvent(EventPosition Position, bool IsNew);
