namespace Timeline.Exporters;

/// <summary>What becomes of an entry for which neither the buffer nor the spool has room.</summary>
public enum WhenFull
{
    /// <summary>Who changes the container waits for room, no longer than
    /// <see cref="ExporterOptions.MaximumWait"/>; then the entry is dropped.</summary>
    Wait = 0,

    /// <summary>The entry is dropped at once, which is counted and told.</summary>
    Drop = 1,
}
