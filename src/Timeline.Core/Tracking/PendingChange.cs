using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>What the next detection has to say of a variable, whatever it sees there.</summary>
/// <param name="IsNew">Whether it was created since the last one.</param>
/// <param name="IsMarked">Whether its value is to be reported as changed.</param>
/// <param name="IsAssigned">Whether its value was set without being reported.</param>
/// <param name="Properties">The properties that changed, with the priorities of the changes.</param>
internal readonly record struct PendingChange(
    bool IsNew, bool IsMarked, bool IsAssigned, PersistentMap<string, Priority> Properties)
{
    public static readonly PendingChange None = new(false, false, false, []);
}
