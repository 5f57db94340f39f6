namespace Timeline.Storage;

/// <summary>What the versions of a batch take in a store, in bytes.</summary>
public interface IStoredSizes
{
    /// <summary>What a payload takes; asked only for a version that has one.</summary>
    /// <param name="index">The version's place in the batch.</param>
    /// <returns>The bytes.</returns>
    long OfPayload(int index);

    /// <summary>What a snapshot takes; asked only for a version that will have one.</summary>
    /// <param name="index">The version's place in the batch.</param>
    /// <returns>The bytes.</returns>
    long OfSnapshot(int index);
}
