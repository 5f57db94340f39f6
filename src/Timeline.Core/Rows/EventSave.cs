using System.Collections.Immutable;
using LanguageExt;
using Timeline.Events;

namespace Timeline.Rows;

/// <summary>A save of events: what it comes down to, and what is answered.</summary>
internal static class EventSave
{
    /// <summary>Holds events against those with their ids that are there.</summary>
    /// <param name="events">The events.</param>
    /// <param name="there">Those that are there.</param>
    /// <returns>The plan, or <see cref="TimelineError.EventContentDiffers"/>.</returns>
    public static Either<TimelineError, SavePlan<Event, StoredEvent>> Plan(
        IReadOnlyList<Event> events, IEnumerable<StoredEvent> there) => SavePlan<Event, StoredEvent>.Make(
            events, @event => @event.Id, there, stored => stored.Event,
            (stored, given) => new TimelineError.EventContentDiffers(stored, given));

    /// <summary>What is answered once the plan is carried out.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="positionOf">The position given to each of the added events.</param>
    /// <returns>What became of each event, in the order given.</returns>
    public static ImmutableArray<SavedEvent> Answer(
        this SavePlan<Event, StoredEvent> plan, Func<int, EventPosition> positionOf) =>
        [.. plan.Outcomes.Select(it => new SavedEvent(it.There?.Position ?? positionOf(it.Index), it.IsNew))];
}
