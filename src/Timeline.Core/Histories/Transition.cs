namespace Timeline.Histories;

/// <summary>Two neighbouring versions.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Before">The older version.</param>
/// <param name="After">The version made from it.</param>
/// <remarks>The default value has no versions: do not read it.</remarks>
public readonly record struct Transition<T>(Version<T> Before, Version<T> After)
{
    /// <summary>The time between the two; never negative.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(After.Ticks - Before.Ticks);
}
