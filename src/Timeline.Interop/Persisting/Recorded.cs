using Timeline.Storage;

namespace Timeline.Persisting;

/// <summary>Where a version stands in a store.</summary>
/// <param name="Ref">Its number and id.</param>
/// <param name="StandsOnParent">Whether its value cannot be had without its first parent's, however it is
/// stored.</param>
internal readonly record struct Recorded(VersionRef Ref, bool StandsOnParent);
