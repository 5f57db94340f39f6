using System.Collections.Immutable;
using LanguageExt;

namespace Timeline.Histories;

/// <summary>How two histories stand to each other before they are merged.</summary>
/// <param name="Outcome">
/// That nothing is to be done, that the head only moves, or (<see cref="MergeOutcome.Merged"/>) that there are changes
/// on both sides.
/// </param>
/// <param name="Bases">Where there are: the versions they parted at.</param>
internal readonly record struct MergeSituation<T>(MergeOutcome Outcome, ImmutableArray<Version<T>> Bases)
{
    public static Either<TimelineError, MergeSituation<T>> Of(History<T> ours, History<T> theirs)
    {
        if (theirs.IsEmpty || ours == theirs) return new MergeSituation<T>(MergeOutcome.UpToDate, []);
        if (ours.IsEmpty) return new MergeSituation<T>(MergeOutcome.FastForwarded, []);
        var bases = ours.MergeBases(theirs);
        if (bases.IsEmpty) return new TimelineError.HistoriesUnrelated();
        var outcome = ReferenceEquals(bases[0], theirs.Head) ? MergeOutcome.UpToDate
            : ReferenceEquals(bases[0], ours.Head) ? MergeOutcome.FastForwarded
            : MergeOutcome.Merged;
        return new MergeSituation<T>(outcome, bases);
    }
}
