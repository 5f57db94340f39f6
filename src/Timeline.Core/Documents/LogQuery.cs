using Timeline.Values;

namespace Timeline.Documents;

/// <summary>Which versions a log lists.</summary>
/// <param name="From">The version to begin at; null for the head of the current branch.</param>
/// <param name="Path">Only versions that changed the value at this path; null for all.</param>
/// <param name="Limit">How many at most; null for all.</param>
public sealed record LogQuery(Revision? From = null, ValuePath? Path = null, int? Limit = null)
{
    /// <summary>How many versions at most; null for all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Limit { get; init => field = Checked(value); } = Checked(Limit);

    /// <summary>All versions of the current branch.</summary>
    public static LogQuery All { get; } = new();

    private static int? Checked(int? limit)
    {
        if (limit is { } number) ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(limit));
        return limit;
    }
}
