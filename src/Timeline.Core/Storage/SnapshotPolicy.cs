namespace Timeline.Storage;

/// <summary>When a snapshot of the whole value is written with a version: when the patches since the last
/// outweigh it.</summary>
/// <remarks>
/// So the snapshots of a history together weigh no more than a share of its patches, a restore reads at most
/// <c>1 + Factor</c> times what a snapshot weighs, and a small change to a large document costs what changed.
/// </remarks>
/// <param name="Factor">How many times the snapshot's weight the patches since may weigh.</param>
public sealed record SnapshotPolicy(int Factor = 4)
{
    /// <summary>What a patch weighs besides its bytes, as reading and applying even an empty one costs.</summary>
    public const long WeightOfRow = 64;

    /// <summary>The policy where none is asked for.</summary>
    public static SnapshotPolicy Default { get; } = new();

    /// <summary>The weight of a chain that begins with a snapshot, or with a patch that adds a whole value.</summary>
    /// <param name="bytes">How many bytes of it are stored.</param>
    /// <returns>The weight.</returns>
    public static ChainWeight Begin(long bytes) => new(bytes, 0);

    /// <summary>The weight of a chain with one more patch.</summary>
    /// <param name="parent">The weight up to the first parent.</param>
    /// <param name="bytes">How many bytes of the patch are stored.</param>
    /// <returns>The weight.</returns>
    public static ChainWeight Add(ChainWeight parent, long bytes) =>
        parent with { Patches = (long)Int128.Min(long.MaxValue, (Int128)parent.Patches + bytes + WeightOfRow) };

    /// <summary>Whether a version with this weight of chain is to have a snapshot.</summary>
    /// <param name="weight">The weight with the version's own patch.</param>
    /// <returns>True if the patches outweigh a new snapshot.</returns>
    public bool IsDue(ChainWeight weight) => weight.Patches > (Int128)Factor * weight.Snapshot;
}
