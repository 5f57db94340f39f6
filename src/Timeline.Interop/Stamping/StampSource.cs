using Timeline.Histories;

namespace Timeline.Stamping;

/// <summary>Where stamps come from: a clock, and whoever acts.</summary>
internal readonly struct StampSource(TimeProvider clock)
{
    /// <summary>Now, by whoever acts, in some words.</summary>
    public Stamp Now(string? label) => new(clock.GetUtcNow(), Actor.Current, label ?? "");
}
