namespace Timeline.ErrorLogs;

/// <summary>An entry as a log gives it.</summary>
/// <param name="Number">Its number: entries logged later have greater ones, and no number is given twice.</param>
/// <param name="Entry">The entry.</param>
public sealed record StoredError(long Number, ErrorEntry Entry);
