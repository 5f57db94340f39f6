using System.Collections.Immutable;
using Timeline.Events;

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
        public override string Message =>
            $"another event has the id {Stored.Id}: {Quoted($"{Stored}")} is there, {Quoted($"{Given}")} was given";
    }
}
