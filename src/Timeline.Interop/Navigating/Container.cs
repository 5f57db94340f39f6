using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>How steps go on from the objects of one type.</summary>
/// <remarks>Made once for each type; safe to share between threads.</remarks>
internal abstract class Container(Type type)
{
    internal Type Type { get; } = type;

    /// <summary>Where a step leads.</summary>
    /// <param name="step">The step.</param>
    /// <returns>The leg; one that always refuses if objects of the type have no such step.</returns>
    internal abstract Leg Go(PathStep step);
}
