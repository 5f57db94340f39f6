namespace Timeline.Storage;

/// <summary>The kinds of trouble a store's environment makes.</summary>
public enum StoreTrouble
{
    /// <summary>Reading or writing failed for another reason.</summary>
    InputOutput,

    /// <summary>There is no store at the place that was named.</summary>
    Missing,

    /// <summary>The file is not a store.</summary>
    NotAStore,

    /// <summary>The store was written by a newer version of this library.</summary>
    NewerFormat,

    /// <summary>Another process holds the store, and did not let go in the time allowed.</summary>
    Busy,

    /// <summary>There is no room left.</summary>
    DiskFull,

    /// <summary>The store, or its folder, may not be opened or written.</summary>
    NotPermitted,

    /// <summary>The store's bytes are not what was written.</summary>
    Corrupt,

    /// <summary>The store's server cannot be reached, or the connection was lost before anything was
    /// recorded.</summary>
    Unreachable,

    /// <summary>The connection was lost, or the disk failed, during a commit: all of it was recorded, or
    /// nothing.</summary>
    OutcomeUnknown,
}
