using Timeline.Navigating;
using Timeline.Objects;

namespace Timeline.ChangeTracking;

/// <summary>What a tracker is made with.</summary>
public sealed record TrackerOptions
{
    /// <summary>How objects are seen where their content counts; the platform's contract by default.</summary>
    public ObjectTree Tree { get; init; } = ObjectTree.Default;

    /// <summary>How the tracker gets into objects; null for compiled accessors, which are faster than any.</summary>
    public IResolver? Resolver { get; init; }

    /// <summary>
    /// Whether objects that no variable is of get an id when they are met in a list or written as Value JSON; else that
    /// is an error.
    /// </summary>
    public bool RegistersObjects { get; init; }

    /// <summary>
    /// Whether it is found out that two threads use the tracker at once; by default if the program was built to be
    /// debugged.
    /// </summary>
    public bool DetectsConcurrentUse { get; init; } = UseGuard.IsDebugBuild;

    /// <summary>The clock of recordings and of polling.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <inheritdoc cref="Route.ReadsBeforeCode"/>
    internal int ReadsBeforeCode { get; init; } = Route.UsualReadsBeforeCode;
}
