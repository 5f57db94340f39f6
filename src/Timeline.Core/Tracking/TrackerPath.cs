namespace Timeline.Tracking;

/// <summary>The way from an object to something in it: members, keys, indexes, calls.</summary>
/// <remarks>Immutable; equal to a path of the same steps.</remarks>
public sealed class TrackerPath : IEquatable<TrackerPath>
{
    /// <summary>The path of no steps, to the object itself.</summary>
    public static readonly TrackerPath Root = new([]);

    private readonly PathStep[] _steps;

    private TrackerPath(PathStep[] steps) => _steps = steps;

    /// <summary>The steps from the outside in.</summary>
    public ReadOnlySpan<PathStep> Steps => _steps;

    /// <inheritdoc/>
    public bool Equals(TrackerPath? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TrackerPath);

    /// <inheritdoc/>
    public override int GetHashCode() => _steps.Aggregate(0, HashCode.Combine);
}
