namespace Timeline.Persisting;

/// <summary>A writing in the background that failed; what it was to write is kept and tried again.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Waiting">How many versions wait to be written.</param>
/// <param name="Attempts">How many writings have failed one after the other, with this one.</param>
/// <param name="Exception">What the store threw.</param>
public sealed record JournalFailure(string Variable, int Waiting, int Attempts, Exception Exception);
