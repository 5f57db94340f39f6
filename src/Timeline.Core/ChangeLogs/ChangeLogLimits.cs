namespace Timeline.ChangeLogs;

/// <summary>How much of a change log is kept.</summary>
/// <remarks>What exceeds one of the limits is dropped, oldest first; the newest entry is always kept. Immutable and
/// safe to share between threads.</remarks>
public sealed record ChangeLogLimits
{
    /// <summary>All is kept.</summary>
    public static ChangeLogLimits None { get; } = new();

    /// <summary>How many entries are kept at most; null for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Count
    {
        get;
        init => field = value is not < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A log keeps at least one entry.");
    }

    /// <summary>How much older than the newest entry a kept one is at most; null for any age.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? Age
    {
        get;
        init => field = value is { Ticks: < 0 }
            ? throw new ArgumentOutOfRangeException(nameof(value), value, "An age is not negative.")
            : value;
    }
}
