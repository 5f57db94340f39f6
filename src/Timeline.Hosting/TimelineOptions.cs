namespace Timeline.Hosting;

/// <summary>What configuration says of a registry of watched variables.</summary>
/// <remarks>
/// Clock, log and store are services of the container and not said here. Read once, when the registry is made.
/// </remarks>
public sealed class TimelineOptions
{
    /// <summary>The usual name of the section of configuration.</summary>
    public const string Section = "Timeline";

    /// <summary>How often retention is applied to the variables that have one; 10 seconds unless told
    /// otherwise.</summary>
    /// <remarks>Longer than nothing and at most 49 days: checked when the program starts.</remarks>
    public TimeSpan PruningInterval { get; set; } = TimeSpan.FromSeconds(10);
}
