using Timeline.Storage;

namespace Timeline.Persisting;

/// <summary>A version ready to be appended.</summary>
/// <param name="Version">The version.</param>
/// <param name="Tip">What the next one must know of it.</param>
/// <param name="StandsOnParent">Whether its value cannot be had without its first parent's, however it is
/// stored.</param>
internal sealed record Encoded(NewVersion Version, Tip Tip, bool StandsOnParent);
