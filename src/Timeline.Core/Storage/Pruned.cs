using System.Collections.Immutable;

namespace Timeline.Storage;

/// <summary>What a pruning did.</summary>
/// <param name="Dropped">The versions that lost their payload by it, by number.</param>
/// <param name="Snapshots">The kept versions that got a snapshot because what they were restored from went, by
/// number.</param>
public sealed record Pruned(ImmutableArray<long> Dropped, ImmutableArray<long> Snapshots);
