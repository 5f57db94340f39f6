namespace Timeline.ChangeLogs;

/// <summary>What a tracked container is, which says how its steps are taken.</summary>
public enum ContainerKind
{
    /// <summary>Keys and their values; a value is a map.</summary>
    Dictionary,

    /// <summary>Elements in order; a value is a list.</summary>
    List,

    /// <summary>Elements that are there or not; a value is a list in no order.</summary>
    Set,

    /// <summary>Members and their values; a value is a map.</summary>
#pragma warning disable CA1720 // An object is what it is: the name says the kind, not a type.
    Object,
#pragma warning restore CA1720
}
