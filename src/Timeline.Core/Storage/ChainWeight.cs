namespace Timeline.Storage;

/// <summary>What is stored of the chain that a version is restored from, in bytes.</summary>
/// <param name="Snapshot">The snapshot, or the patch of a whole value, that the chain begins with.</param>
/// <param name="Patches">The patches since, each with <see cref="SnapshotPolicy.WeightOfRow"/> on top.</param>
public readonly record struct ChainWeight(long Snapshot, long Patches);
