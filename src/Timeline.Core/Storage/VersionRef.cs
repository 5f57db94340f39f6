namespace Timeline.Storage;

/// <summary>A version as others refer to it: its number in its history, and its id.</summary>
/// <param name="Number">The place in commit order over all branches, from 0, without gaps.</param>
/// <param name="Id">The id, which is the same in every replica.</param>
public readonly record struct VersionRef(long Number, VersionId Id);
