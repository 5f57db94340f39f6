using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>A version that a repaired store has from a replica.</summary>
/// <param name="History">The history.</param>
/// <param name="Version">Its number, which it has kept, and its id.</param>
/// <param name="Replica">Which replica, counted from 0 in the order given.</param>
public readonly record struct RepairedVersion(HistoryName History, VersionRef Version, int Replica)
{
    /// <summary>Whether the replica has pruned it, so that its content is not here either. Where it is sure to have
    /// been here, it is not healed so.</summary>
    public bool IsPruned { get; init; }
}
