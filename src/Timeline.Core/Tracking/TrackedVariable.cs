using Timeline.Collections;

namespace Timeline.Tracking;

/// <summary>A variable of a change tracker, as it is in one state.</summary>
/// <remarks>Immutable; only the state they are part of makes them.</remarks>
public sealed record TrackedVariable
{
    internal TrackedVariable()
    {
    }

    /// <summary>The number that names it, above or below 0.</summary>
    public required long Id { get; init; }

    /// <summary>The id of the variable it starts from; 0 for a root.</summary>
    public required long ParentId { get; init; }

    /// <summary>The way from the parent's value to its own.</summary>
    public required TrackerPath Path { get; init; }

    /// <summary>Which way it may be used.</summary>
    public required Access Access { get; init; }

    /// <summary>Whether detections look at it and at what lies below it.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Where a change of its value stands in the answer of a detection.</summary>
    public required Priority Priority { get; init; }

    /// <summary>Its properties by name.</summary>
    public required PersistentMap<string, VariableProperty> Properties { get; init; }

    /// <summary>The ids of the variables that start from it, oldest first.</summary>
    public required PersistentList<long> Children { get; init; }

    /// <summary>What was seen here last; null if nothing was yet.</summary>
    public required Seen? Seen { get; init; }

    /// <summary>What a client was told last, which the next detection compares with; mostly <see cref="Seen"/>
    /// itself.</summary>
    public required Seen? Reported { get; init; }

    /// <summary>
    /// Whether a look at all that lies below would change nothing while <see cref="Seen"/> is firm: each active child
    /// was read from it last, without a call or a fault, was reported so, and is settled itself.
    /// </summary>
    internal bool IsSettled { get; init; }

    /// <summary>Its number in the order of creation.</summary>
    internal long Ordinal { get; init; }

    /// <summary>Whether it can be got, and detections look at it.</summary>
    public bool IsReadable => Access is Access.ReadWrite or Access.Read;

    /// <summary>Whether it can be set.</summary>
    public bool IsWritable => Access != Access.Read;

    /// <summary>Whether all that can be asked of both is the same; captures are if a client could not tell them apart.
    /// </summary>
    /// <param name="other">The other variable.</param>
    /// <returns>True if they are equal.</returns>
    public bool Equals(TrackedVariable? other) => ReferenceEquals(this, other) || (other is not null
        && Id == other.Id && ParentId == other.ParentId && Access == other.Access && IsActive == other.IsActive
        && Priority == other.Priority && Path.Equals(other.Path) && Properties.Equals(other.Properties)
        && Children.Equals(other.Children) && Same(Seen, other.Seen) && Same(Reported, other.Reported));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, ParentId, Path, Access, IsActive, Priority);

    private static bool Same(Seen? left, Seen? right) =>
        left is null ? right is null : right is not null && left.Same(right);
}
