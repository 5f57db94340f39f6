namespace Timeline.Events;

/// <summary>A step from one state to another.</summary>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
public sealed record Transition(string From, string To);
