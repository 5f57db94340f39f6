using Timeline.Collections;
using Timeline.Values;

namespace Timeline.Tracking;

/// <summary>A variable as a client sees it.</summary>
/// <param name="Id">The number that names it.</param>
/// <param name="ParentId">The id of the variable it starts from; 0 for a root.</param>
/// <param name="Path">The way from the parent's value to its own.</param>
/// <param name="Access">Which way it may be used.</param>
/// <param name="Priority">Where a change of its value stands among others.</param>
/// <param name="Properties">Its properties by name.</param>
/// <param name="Value">Its value as it was reported last, as Value JSON; null if none was.</param>
public sealed record ViewedVariable(
    long Id,
    long ParentId,
    TrackerPath Path,
    Access Access,
    Priority Priority,
    PersistentMap<string, VariableProperty> Properties,
    Value? Value)
{
    internal static ViewedVariable Of(TrackedVariable variable) => new(
        variable.Id, variable.ParentId, variable.Path, variable.Access, variable.Priority, variable.Properties,
        variable.Reported?.ToJson());
}
