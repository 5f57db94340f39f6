namespace Timeline.Events;

/// <summary>An event that a <see cref="StateReducer"/> left out, and why.</summary>
/// <param name="Event">The event.</param>
/// <param name="Reason">Why, in a clause.</param>
public sealed record EventAnomaly(Event Event, string Reason)
{
    /// <summary>The anomaly on one line.</summary>
    /// <returns>The event and why it was left out.</returns>
    public override string ToString() => $"{Event}: {Reason}";
}
