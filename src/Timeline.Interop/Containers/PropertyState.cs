using Timeline.ChangeLogs;

namespace Timeline.Containers;

/// <summary>What a property has, and what that is recorded as. Two are the same only if they are one.</summary>
internal sealed class PropertyState(object? value, ChangeContent record)
{
    public object? Value => value;

    public ChangeContent Record => record;

    /// <summary>The container of the value; null where it has none.</summary>
    public TrackedContainer? Child => Children.In(value, record);
}
