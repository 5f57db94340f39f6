using System.Collections.Immutable;

namespace Timeline.ErrorLogs;

/// <summary>Which entries of a log stay: those that every bound lets stay, and those that are exempt.</summary>
/// <remarks>
/// The default value of each part sets no bound. Immutable and safe to share between threads, if the function given to
/// it is.
/// </remarks>
public sealed record ErrorRetention
{
    /// <summary>How many entries stay, the newest; null for no bound. Those that are exempt count too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Count
    {
        get;
        init => field = value is null or >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A count is 0 or more.");
    }

    /// <summary>The greatest age that stays, itself included; null for no bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative: nothing is that young.</exception>
    public TimeSpan? Age
    {
        get;
        init => field = value is null || value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "An age is 0 or more.");
    }

    /// <summary>A rule, a pure function: which entries stay so far as count and age go; null for all.</summary>
    public Func<ErrorEntry, bool>? Rule { get; init; }

    /// <summary>A rule, a pure function: which entries stay whatever the rest says; null for none.</summary>
    public Func<ErrorEntry, bool>? Exempt { get; init; }

    /// <summary>Decides which entries go. O(entries).</summary>
    /// <param name="oldestFirst">All entries of the log, in the order of their numbers.</param>
    /// <param name="now">The moment that ages are counted back from.</param>
    /// <returns>The numbers of those that go, ascending.</returns>
    public ImmutableArray<long> Dropped(IReadOnlyList<StoredError> oldestFirst, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(oldestFirst);
        var firstCounted = oldestFirst.Count - (Count ?? oldestFirst.Count);
        return
        [
            .. oldestFirst
                .Where((stored, place) => place < firstCounted || !Stays(stored.Entry, now))
                .Where(stored => Exempt?.Invoke(stored.Entry) != true)
                .Select(stored => stored.Number),
        ];
    }

    private bool Stays(ErrorEntry entry, DateTimeOffset now) =>
        (Age is not { } age || now - entry.Timestamp <= age) && Rule?.Invoke(entry) != false;
}
