namespace Timeline.Hosting;

/// <summary>When what is set is on the disk, as configuration says it.</summary>
public enum TimelineDurability
{
    /// <summary>Before a set returns, and before anybody sees it.</summary>
    Each,

    /// <summary>Within <see cref="TimelineOptions.MaximumVersions"/> and
    /// <see cref="TimelineOptions.MaximumDelay"/>.</summary>
    Grouped,
}
