using System.Collections.Immutable;
using System.Globalization;

namespace Timeline.Events;

/// <summary>Which of some concurrent events counts, and why.</summary>
/// <param name="MergedEvent">The one that counts.</param>
/// <param name="Note">Why, in a line.</param>
/// <param name="RequiresManualReview">
/// Whether a person should look; a <see cref="StateMachine"/> never needs one.
/// </param>
/// <param name="ConflictingEvents">All of them, the one that counts too, in the total order, each once.</param>
public sealed record ConflictResolution(
    Event MergedEvent, string Note, bool RequiresManualReview, ImmutableArray<Event> ConflictingEvents)
{
    /// <summary>The decision on one line.</summary>
    /// <returns>The event that counts, of how many, and why.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{MergedEvent}, of {ConflictingEvents.Length}: {Note}");
}
