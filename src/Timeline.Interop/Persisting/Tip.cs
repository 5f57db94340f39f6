using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Persisting;

/// <summary>What must be known of a stored version to put another one on top of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stored">The value as the store has it, which is an envelope where it is sealed; null where it was
/// pruned.</param>
/// <param name="Plain">The value itself; null where it would have to be opened first.</param>
/// <param name="Patches">How many sealed patches lead to it since the last whole value.</param>
/// <param name="Room">How many bytes such patches may still take until a whole value is shorter.</param>
internal sealed record Tip(VersionId Id, Value? Stored, Value? Plain, int Patches, int Room)
{
    /// <summary>A version whose content is gone.</summary>
    public static Tip OfPruned(VersionId id) => new(id, null, null, 0, 0);
}
