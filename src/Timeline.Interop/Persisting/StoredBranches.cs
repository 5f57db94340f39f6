using Timeline.Histories;
using Timeline.Storage;

namespace Timeline.Persisting;

/// <summary>A history as it was read from a store.</summary>
/// <typeparam name="T">The type of the variable.</typeparam>
/// <param name="Stored">Its branches as the store has them.</param>
/// <param name="Branches">The same over versions in memory.</param>
/// <param name="Recorded">Where each version stands in the store.</param>
/// <param name="Tips">What the next version on each branch must know of its head.</param>
internal sealed record StoredBranches<T>(
    StoredHistory Stored,
    Branches<T> Branches,
    Dictionary<Version<T>, Recorded> Recorded,
    Dictionary<Version<T>, Tip> Tips);
