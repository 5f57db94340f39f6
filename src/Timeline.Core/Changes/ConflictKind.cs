namespace Timeline.Changes;

/// <summary>Why two sides of a merge cannot both stand.</summary>
public enum ConflictKind
{
    /// <summary>Both gave one place another value of the same type.</summary>
    BothChanged,

    /// <summary>One side changed what the other removed.</summary>
    ChangedAndRemoved,

    /// <summary>Both added something else in one place.</summary>
    BothAdded,

    /// <summary>Both put something in one place of a list, or moved one element to different places.</summary>
    Order,

    /// <summary>Both gave one place a value, of different types.</summary>
    Type,
}
