namespace Timeline.Tracking;

/// <summary>A variable that could not be looked at.</summary>
/// <param name="VariableId">Which.</param>
/// <param name="Error">Why.</param>
public sealed record VariableFault(long VariableId, TimelineError Error);
