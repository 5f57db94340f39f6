namespace Timeline.ErrorLogs;

/// <summary>What became of one entry that was to be logged.</summary>
/// <param name="Number">The entry's number, also if it was there before.</param>
/// <param name="IsNew">Whether it was logged now; false where it was there already.</param>
public readonly record struct SavedError(long Number, bool IsNew);
