using System.Collections.Immutable;

namespace Timeline.Storage;

/// <summary>A version that an append will write.</summary>
/// <param name="Version">The version.</param>
/// <param name="Index">Its place in the batch.</param>
/// <param name="Number">The number it gets.</param>
/// <param name="Parents">Its parents, with their numbers.</param>
/// <param name="Weight">What will be stored of the chain it is restored from.</param>
/// <param name="WithSnapshot">Whether a snapshot is to be written with it.</param>
public sealed record PlannedVersion(
    NewVersion Version,
    int Index,
    long Number,
    ImmutableArray<VersionRef> Parents,
    ChainWeight Weight,
    bool WithSnapshot);
