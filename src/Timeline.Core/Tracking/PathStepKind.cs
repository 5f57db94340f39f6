namespace Timeline.Tracking;

/// <summary>What a step of a path does.</summary>
public enum PathStepKind
{
    /// <summary>Goes to a field, a property, or the value of a key.</summary>
    Member,

    /// <summary>Goes to an element of a list.</summary>
    Index,

    /// <summary>Calls a method without arguments: <c>Name()</c>.</summary>
    Call,

    /// <summary>Calls a method with the value that is set: <c>Name(_)</c>.</summary>
    CallWith,
}
