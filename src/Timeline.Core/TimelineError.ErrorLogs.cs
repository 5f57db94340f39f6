using System.Collections.Immutable;
using Timeline.ErrorLogs;
using Timeline.Events;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>Fields are not those of an entry in a log of errors.</summary>
    /// <param name="Faults">Everything that is wrong; at least one.</param>
    public sealed record ErrorEntryInvalid(ImmutableArray<FieldFault> Faults) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"not an entry of a log of errors: {string.Join("; ", Faults)}";
    }

    /// <summary>An entry is to be logged under the id of another one; nothing was logged.</summary>
    /// <param name="Stored">The entry that has the id.</param>
    /// <param name="Given">The entry that was to be logged.</param>
    public sealed record ErrorContentDiffers(ErrorEntry Stored, ErrorEntry Given) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message =>
            $"another entry has the id {Stored.Id}: {Quoted($"{Stored}")} is there, {Quoted($"{Given}")} was given";
    }
}
