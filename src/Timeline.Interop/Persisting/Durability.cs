namespace Timeline.Persisting;

/// <summary>When a version of a variable that is kept in a store is on the disk.</summary>
public abstract record Durability
{
    private Durability()
    {
    }

    /// <summary>Every version is durable before the set that made it returns, and is seen by nobody before.</summary>
    /// <remarks>Sets that wait at one time are written together. A set whose version cannot be written throws what the
    /// store threw, and has changed nothing.</remarks>
    public static Durability Each { get; } = new EachOne();

    /// <summary>A set returns at once; what it made is written within a bound.</summary>
    /// <remarks>A set that finds the bound full waits for the writing, and throws what the store threw before it
    /// changes anything.</remarks>
    /// <param name="maximumVersions">How many versions a killed program may lose; at least 1.</param>
    /// <param name="maximumDelay">How long a version may wait to be written.</param>
    /// <returns>The durability.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not positive.</exception>
    public static Durability Grouped(int maximumVersions, TimeSpan maximumDelay)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumVersions);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maximumDelay, TimeSpan.Zero);
        return new Group(maximumVersions, maximumDelay);
    }

    internal sealed record EachOne : Durability;

    internal sealed record Group(int MaximumVersions, TimeSpan MaximumDelay) : Durability;
}
