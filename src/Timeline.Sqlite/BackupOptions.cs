using Timeline.Storage;

namespace Timeline.Sqlite;

/// <summary>How a store is copied. The default value verifies the copy and replaces no file.</summary>
public sealed record BackupOptions
{
    /// <summary>The options where none are asked for.</summary>
    public static BackupOptions Default { get; } = new();

    /// <summary>Whether an earlier copy, or an empty file, of that name is replaced; otherwise it is refused. Any other
    /// file is refused always.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether the copy is not verified, which takes longer than copying it.</summary>
    public bool LeavesVerifyingOut { get; init; }

    /// <summary>Is told how far it is; null for nobody.</summary>
    public IProgress<StoreProgress>? Progress { get; init; }
}
