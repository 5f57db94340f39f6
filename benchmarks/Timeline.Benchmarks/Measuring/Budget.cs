namespace Timeline.Benchmarks.Measuring;

/// <summary>Time that is shared between what is still to be done; what one leaves, the others get. Mutable.</summary>
/// <param name="whole">The time in all.</param>
/// <param name="parts">Among how many.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class Budget(TimeSpan whole, int parts, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private int _parts = parts;

    /// <summary>The share of the next: nothing where the time is over.</summary>
    public TimeSpan Next()
    {
        var left = whole - clock.GetElapsedTime(_started);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left / Math.Max(1, _parts--);
    }
}
