namespace Timeline.ErrorLogs;

/// <summary>Which entries of a log are wanted: those that match all that is said, the newest first.</summary>
/// <remarks>Immutable.</remarks>
public sealed record ErrorQuery
{
    /// <summary>Every entry.</summary>
    public static readonly ErrorQuery All = new();

    /// <summary>Who attempted; null for anyone.</summary>
    public string? Agent { get; init; }

    /// <summary>What was attempted; null for anything.</summary>
    public string? Action { get; init; }

    /// <summary>A text that action, message or resolution contains, in either case, by ordinal; null for any.</summary>
    public string? Text { get; init; }

    /// <summary>The earliest time, itself included; null for no bound.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The latest time, itself excluded; null for no bound.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only entries with a smaller number, to go on where another query ended; null for no bound.</summary>
    public long? Before { get; init; }

    /// <summary>How many entries at most, 0 or more; null for no bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Limit
    {
        get;
        init => field = value is null or >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A limit is 0 or more.");
    }

    /// <summary>Whether an entry is one of those that are wanted, the limit left aside.</summary>
    /// <param name="stored">An entry of the log.</param>
    /// <returns>True if it matches all that is said.</returns>
    public bool Matches(StoredError stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var entry = stored.Entry;
        return (Before is not { } before || stored.Number < before)
            && (Agent is null || Agent == entry.Agent)
            && (Action is null || Action == entry.Action)
            && (From is not { } from || entry.Timestamp >= from)
            && (Until is not { } until || entry.Timestamp < until)
            && (Text is null || Contains(entry.Message) || Contains(entry.Action) || Contains(entry.Resolution));
    }

    private bool Contains(string text) => text.Contains(Text!, StringComparison.OrdinalIgnoreCase);
}
