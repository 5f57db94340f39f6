namespace Timeline.Exporters;

/// <summary>How a sink that failed is tried again.</summary>
/// <remarks>Immutable.</remarks>
public sealed record RetryOptions
{
    /// <summary>How long to wait after the first failure; 200 ms unless told otherwise. Each pause is twice as long as
    /// the one before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1 ms or more than a day.</exception>
    public TimeSpan FirstPause
    {
        get;
        init => field = Bounds.Span(value, TimeSpan.FromMilliseconds(1));
    } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause; 30 s unless told otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1 ms or more than a day.</exception>
    public TimeSpan MaximumPause
    {
        get;
        init => field = Bounds.Span(value, TimeSpan.FromMilliseconds(1));
    } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause that a sink may ask for by <see cref="SinkBusyException"/>; 5 min unless told
    /// otherwise. One that asks for more is tried after this; at 0 nothing that is asked counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or more than a day.</exception>
    public TimeSpan MaximumAskedPause
    {
        get;
        init => field = Bounds.Span(value, TimeSpan.Zero);
    } = TimeSpan.FromMinutes(5);

    /// <summary>Whether pauses are uneven, so that many programs do not come back at once; true unless told
    /// otherwise.</summary>
    public bool Jitter { get; init; } = true;

    /// <summary>How often a batch is tried at most, the first time included; null, which is the default, for as often
    /// as it takes. What was tried that often is set aside, as refused records are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than one.</exception>
    public int? MaximumTries
    {
        get;
        init => field = value is { } tries ? Bounds.Between(tries, 1, int.MaxValue) : null;
    }
}
