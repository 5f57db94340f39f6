using System.Collections.Immutable;
using Timeline.ChangeLogs;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A value is not an entry of a change log.</summary>
    /// <param name="Faults">What is wrong, each naming its field; never empty.</param>
    public sealed record ChangeEntryInvalid(ImmutableArray<string> Faults) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"not an entry of a change log: {string.Join("; ", Faults)}";
    }

    /// <summary>An entry says that something was at a place where something else is, so it cannot be
    /// replayed.</summary>
    /// <param name="Entry">The entry.</param>
    /// <param name="Reason">What is in the way.</param>
    public sealed record ChangeNotReplayed(ChangeEntryId Entry, string Reason) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"the entry {Entry} does not follow from this content: {Reason}; "
            + "replay a log in order, from its own beginning";
    }
}
