namespace Timeline.Tracking;

/// <summary>A state with one more variable.</summary>
/// <param name="State">The state.</param>
/// <param name="Variable">The new variable.</param>
/// <param name="Fault">Why its value could not be read; null if it was, or is not to be.</param>
public sealed record Created(TrackerState State, TrackedVariable Variable, VariableFault? Fault);
