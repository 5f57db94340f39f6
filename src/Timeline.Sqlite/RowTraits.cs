namespace Timeline.Sqlite;

/// <summary>What a row says besides its values, in one number: asking SQLite column by column costs more.</summary>
[Flags]
internal enum RowTraits
{
    /// <summary>A plain first version.</summary>
    None = 0,

    /// <summary>It has a snapshot, is pruned, or holds the payloads of others: it is to be read under its
    /// seal.</summary>
    NeedsSeal = 1,

    /// <summary>It has a first parent.</summary>
    HasParent = 2,

    /// <summary>It has a second parent.</summary>
    HasMerged = 4,

    /// <summary>It has the digest of a file.</summary>
    HasContent = 8,

    /// <summary>Its payload lies in a pack.</summary>
    IsPacked = 16,

    /// <summary>Its patch is plain.</summary>
    PatchIsText = 32,

    /// <summary>It has a source of its own.</summary>
    HasSource = 64,
}
