using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>A state without a variable and all that lay below it.</summary>
/// <param name="State">The state.</param>
/// <param name="Ids">The ids of those that are gone, each before those that lay below it.</param>
public sealed record Destroyed(TrackerState State, PersistentList<long> Ids);
