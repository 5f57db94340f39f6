namespace Timeline.Tracking;

/// <summary>What a look at a variable gave: a capture, or why there is none.</summary>
public readonly record struct Reading
{
    private Reading(Seen? seen, TimelineError? error) => (Seen, Error) = (seen, error);

    /// <summary>The capture; null if it could not be taken.</summary>
    public Seen? Seen { get; }

    /// <summary>Why it could not be taken; null if it was.</summary>
    public TimelineError? Error { get; }

    /// <summary>Whether it says nothing, as the default does.</summary>
    internal bool IsNothing => Seen is null && Error is null;

    /// <summary>A capture. The very one that was seen last says at once that nothing changed.</summary>
    /// <param name="seen">The capture.</param>
    /// <returns>The reading.</returns>
    public static Reading Of(Seen seen) => new(seen, null);

    /// <summary>A look that failed.</summary>
    /// <param name="error">Why.</param>
    /// <returns>The reading.</returns>
    public static Reading Failed(TimelineError error) => new(null, error);
}
