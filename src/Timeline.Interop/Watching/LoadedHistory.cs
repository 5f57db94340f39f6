namespace Timeline.Watching;

/// <summary>A history that was read for a variable, which is as it was so far.</summary>
/// <param name="Require">Throws, under the lock, where the variable cannot take it.</param>
/// <param name="Take">Takes it, under the lock; throws nothing.</param>
/// <param name="Tell">Tells those who are bound, under no lock.</param>
internal sealed record LoadedHistory(Action Require, Action Take, Action Tell);
