using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>How a store is repaired.</summary>
public sealed record RepairOptions
{
    /// <summary>The options where none are asked for.</summary>
    public static RepairOptions Default { get; } = new();

    /// <summary>When snapshots are due in the repaired store, which makes them anew.</summary>
    public SnapshotPolicy Snapshots { get; init; } = SnapshotPolicy.Default;

    /// <summary>Whether a file of which nothing can be read is replaced by what the replicas have.</summary>
    /// <remarks>What it alone had is then lost, unless somebody else can read the file, which is kept. Where it is
    /// false, such a file is left as it is, and the report says so.</remarks>
    public bool ReplacesUnreadable { get; init; }

    /// <summary>How long to wait for another process that holds the file, before
    /// <see cref="StoreTrouble.Busy"/>.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Is told how far it is, from the beginning again for each part of the work; null for nobody.</summary>
    public IProgress<StoreProgress>? Progress { get; init; }
}
