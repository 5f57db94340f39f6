using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>How a store's file is opened. The default value opens it for reading and writing and makes it if
/// missing.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The options where none are asked for.</summary>
    public static SqliteStoreOptions Default { get; } = new();

    /// <summary>Whether a file that is not there is made; otherwise opening it is
    /// <see cref="StoreTrouble.Missing"/>.</summary>
    public bool CreateIfMissing { get; init; } = true;

    /// <summary>Whether the file is only read; it is then never made, changed or brought to a newer format.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>How long to wait for another process that holds the file, before
    /// <see cref="StoreTrouble.Busy"/>.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When snapshots are due.</summary>
    public SnapshotPolicy Snapshots { get; init; } = SnapshotPolicy.Default;

    /// <summary>How large the file may grow, in bytes, before <see cref="StoreTrouble.DiskFull"/>; null for no
    /// limit.</summary>
    public long? LargestFile { get; init; }

    /// <summary>Whether commits are acknowledged before they are on the disk: a store that breaks its promise, by
    /// which the tests of faults show that they would see one.</summary>
    internal bool LeavesFlushesOut { get; init; }
}
