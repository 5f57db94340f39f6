namespace Timeline.Storage;

/// <summary>How far a verification, a backup or a repair has come. The default value is its beginning.</summary>
/// <param name="Done">How many steps are done; of a verification, versions.</param>
/// <param name="Total">How many there are, as far as is known; it may still grow.</param>
public readonly record struct StoreProgress(long Done, long Total);
