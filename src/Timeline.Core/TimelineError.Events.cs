using System.Collections.Immutable;
using System.Globalization;
using Timeline.Events;
using Timeline.Values;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A text is not the id of an event.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Reason">What is wrong with it.</param>
    public sealed record EventIdInvalid(string Text, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"not the id of an event: {Quoted(Text)}: {Reason}";
    }

    /// <summary>Fields are not those of an event.</summary>
    /// <param name="Faults">Everything that is wrong; at least one.</param>
    public sealed record EventInvalid(ImmutableArray<FieldFault> Faults) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"not an event: {string.Join("; ", Faults)}";
    }

    /// <summary>A text is not a position in a store of events.</summary>
    /// <param name="Text">The text.</param>
    public sealed record EventPositionInvalid(string Text) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"not a position in a store of events: {Quoted(Text)}: two whole numbers with a hyphen between them are";
    }

    /// <summary>An event is to be saved under the id of another one; nothing was saved.</summary>
    /// <param name="Stored">The event that has the id.</param>
    /// <param name="Given">The event that was to be saved.</param>
    public sealed record EventContentDiffers(Event Stored, Event Given) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"another event has the id {Stored.Id}: {Difference}";

        private EventDifference Difference => EventDifference.First(Stored, Given);
    }

    /// <summary>Events cause each other in a circle, so that none of them can come first.</summary>
    /// <param name="Cycle">Their ids from cause to effect, beginning with the smallest.</param>
    public sealed record EventCycle(ImmutableArray<EventId> Cycle) : TimelineError
    {
        private const int MostShown = 10;

        /// <inheritdoc/>
        public override string Message => Cycle.Length == 1
            ? $"the event {Cycle[0]} is its own cause"
            : $"events cause each other in a circle: {string.Join(" → ", Cycle.Take(MostShown))}{More} → {Cycle[0]}";

        private string More => Cycle.Length <= MostShown
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" → ({Cycle.Length - MostShown} more)");
    }

    /// <summary>The payload of an event is not what a fold over events needs.</summary>
    /// <param name="Id">The event.</param>
    /// <param name="Key">Where in the payload.</param>
    /// <param name="Reason">What is wrong there, in words that go on from the key.</param>
    public sealed record PayloadUnfit(EventId Id, string Key, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"in the payload of the event {Id}, {Quoted(Key)} {Reason}";
    }

    /// <summary>The state of an event is none of those that a state machine knows.</summary>
    /// <param name="Id">The event.</param>
    /// <param name="State">The state.</param>
    /// <param name="Known">The states that there are.</param>
    public sealed record StateUnknown(EventId Id, Value State, ImmutableArray<string> Known) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"the event {Id} has the unknown state {Quoted($"{State}")}: {Quoted(string.Join(", ", Known))} are known";
    }

    /// <summary>Events that are to be merged were not recorded at one time, or are about different things.</summary>
    /// <param name="First">The first of them.</param>
    /// <param name="Other">The one that does not fit it.</param>
    public sealed record EventsNotConcurrent(Event First, Event Other) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => First.AggregateId == Other.AggregateId
            ? $"events of different Lamport times are not merged: {Timed(First)} and {Timed(Other)}"
            : $"events of different aggregates are not merged: {About(First)} and {About(Other)}";

        private static string Timed(Event @event) =>
            string.Create(CultureInfo.InvariantCulture, $"{@event.Id} is at {@event.LamportTime}");

        private static string About(Event @event) => $"{@event.Id} is about {Quoted(@event.AggregateId)}";
    }

    /// <summary>No event was given to be merged.</summary>
    public sealed record NothingToMerge : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => "there is no event to merge";
    }
}
