namespace Timeline.Watching;

/// <summary>A history that was read for a variable, which is as it was so far.</summary>
/// <param name="Ask">Asks, under no lock, whether it may follow what is there; throws if not.</param>
/// <param name="Require">Throws, under the lock, where the variable cannot take it; false if it has to be asked
/// again, as something has changed since.</param>
/// <param name="Take">Takes it, under the lock; throws nothing.</param>
/// <param name="Tell">Tells those who are bound, under no lock.</param>
internal sealed record LoadedHistory(Action Ask, Func<bool> Require, Action Take, Action Tell);
