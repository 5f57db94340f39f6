namespace Timeline.Containers;

/// <summary>Several mutations as one.</summary>
public static class Tracking
{
    /// <summary>Makes the mutations that follow, of any containers, one group: kept whole by
    /// <see cref="TrackingBatch.Commit"/>, or taken back whole when it is disposed of without.</summary>
    /// <param name="label">What the group is, in messages and in what remains of it when it is taken back.</param>
    /// <returns>The batch, which has to be disposed of. Batches nest: what an inner one has committed is kept if the
    /// outer
    /// one is.</returns>
    /// <remarks>It follows the flow of execution, as <see cref="Stamping.Actor"/> does: it is seen after an
    /// <c>await</c> and by tasks that are started within it, which have to have ended before it does, and by no other
    /// threads. Until it ends, its containers can be changed within it only.</remarks>
    public static TrackingBatch Batch(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return new(label);
    }
}
