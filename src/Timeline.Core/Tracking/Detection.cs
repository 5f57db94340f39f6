using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>What a detection found, and the state after it.</summary>
/// <remarks>Immutable; its lists are the very same empty ones where there is nothing in them.</remarks>
public sealed record Detection
{
    internal Detection(TrackerState state) => State = state;

    /// <summary>The state after it; the very one before it if nothing is to be remembered.</summary>
    public TrackerState State { get; }

    /// <summary>What changed since the last one: priority from high to low, then id.</summary>
    public PersistentList<TrackerChange> Changes { get; internal init; } = [];

    /// <summary>The variables that were looked at in vain, in the order of looking. What was seen of them last
    /// stays.</summary>
    public PersistentList<VariableFault> Faults { get; internal init; } = [];

    /// <summary>The ids of variables created since the last one, oldest first, so that parents come before
    /// children.</summary>
    public PersistentList<long> Created { get; internal init; } = [];

    /// <summary>The ids of variables destroyed since the last one, the least first. One that was created again with the
    /// same id is in <see cref="Created"/> too.</summary>
    public PersistentList<long> Destroyed { get; internal init; } = [];

    /// <summary>The ids of variables that were set since the last one with the word not to report it, the least
    /// first.</summary>
    public PersistentList<long> Unreported { get; internal init; } = [];

    /// <summary>Whether there is nothing to tell a client.</summary>
    public bool IsQuiet =>
        Changes.IsEmpty && Created.IsEmpty && Destroyed.IsEmpty && Unreported.IsEmpty;
}
