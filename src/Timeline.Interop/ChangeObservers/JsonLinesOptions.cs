namespace Timeline.ChangeObservers;

/// <summary>How a file of lines is kept.</summary>
/// <remarks>Immutable and safe to share.</remarks>
public sealed record JsonLinesOptions
{
    /// <summary>One file without an end, brought to the disk when the operating system does.</summary>
    public static JsonLinesOptions Default { get; } = new();

    /// <summary>How large a file may grow, in bytes, before it is put aside and another is begun; null for any size.
    /// Only one append that is larger by itself makes a larger file.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public long? MaximumBytes
    {
        get;
        init => field = value is not < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A file holds at least one byte.");
    }

    /// <summary>How old a file may grow, from when it was begun to an append, before it is put aside and another is
    /// begun; null for any age.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not longer than 0.</exception>
    public TimeSpan? MaximumAge
    {
        get;
        init => field = value is not { Ticks: <= 0 }
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "An age is longer than 0.");
    }

    /// <summary>How many files that were put aside are kept, the newest ones; null for all of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? KeptFiles
    {
        get;
        init => field = value is not < 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "No fewer than none are kept.");
    }

    /// <summary>When lines are brought through to the disk; <see cref="FileSync.Never"/> unless told
    /// otherwise.</summary>
    public FileSync Sync { get; init; } = FileSync.Never;

    /// <summary>The clock of ages and intervals; that of the system unless told otherwise.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
