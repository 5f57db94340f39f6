using System.Collections.Immutable;
using LanguageExt;
using Timeline.ErrorLogs;

namespace Timeline.Rows;

/// <summary>A save of entries of an error log: what it comes down to, and what is answered.</summary>
internal static class ErrorSave
{
    /// <summary>Holds entries against those with their ids that are there.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="there">Those that are there.</param>
    /// <returns>The plan, or <see cref="TimelineError.ErrorContentDiffers"/>.</returns>
    public static Either<TimelineError, SavePlan<ErrorEntry, StoredError>> Plan(
        IReadOnlyList<ErrorEntry> entries, IEnumerable<StoredError> there) => SavePlan<ErrorEntry, StoredError>.Make(
            entries, entry => entry.Id, there, stored => stored.Entry,
            (stored, given) => new TimelineError.ErrorContentDiffers(stored, given));

    /// <summary>The rows to write.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="first">The number of the first of them.</param>
    /// <returns>The rows, in order.</returns>
    public static IEnumerable<ErrorRow> Rows(this SavePlan<ErrorEntry, StoredError> plan, long first) =>
        plan.Added.Select((added, i) => ErrorRow.Of(first + i, added));

    /// <summary>What is answered once the plan is carried out.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="first">The number given to the first of the added entries.</param>
    /// <returns>What became of each entry, in the order given.</returns>
    public static ImmutableArray<SavedError> Answer(this SavePlan<ErrorEntry, StoredError> plan, long first) =>
        [.. plan.Outcomes.Select(it => new SavedError(it.There?.Number ?? (first + it.Index), it.IsNew))];
}
