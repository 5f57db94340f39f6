namespace Timeline.Navigating;

/// <summary>What a route led to, or why it leads nowhere.</summary>
/// <param name="Value">What is at its end; null also where there is an error.</param>
/// <param name="Error">Why there is nothing; null if there is.</param>
internal readonly record struct Found(object? Value, TimelineError.Tracking? Error);
