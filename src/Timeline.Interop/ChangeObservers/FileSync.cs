namespace Timeline.ChangeObservers;

/// <summary>When lines that were written are brought through to the disk itself.</summary>
/// <remarks>Until then the operating system has them: the end of the program loses nothing, that of the machine
/// may. Immutable and safe to share.</remarks>
public abstract record FileSync
{
    private FileSync()
    {
    }

    /// <summary>When the operating system does; <see cref="JsonLinesFile.Flush"/> does it at once.</summary>
    public static FileSync Never { get; } = new System();

    /// <summary>Before an append returns. An append then takes as long as the disk does, often milliseconds.</summary>
    public static FileSync EachWrite { get; } = new Each();

    /// <summary>Within a time after an append, in the background, and before a file is put aside or closed.</summary>
    /// <param name="interval">How much the end of the machine may lose, as a time.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not longer than 0, or longer than 49 days.</exception>
    public static FileSync Interval(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, Longest);
        return new Within(interval);
    }

    // What a timer can count.
    internal static TimeSpan Longest { get; } = TimeSpan.FromDays(49);

    internal sealed record System : FileSync;

    internal sealed record Each : FileSync;

    internal sealed record Within(TimeSpan Time) : FileSync;
}
