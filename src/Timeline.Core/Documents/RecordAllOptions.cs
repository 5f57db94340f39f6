using Timeline.Histories;

namespace Timeline.Documents;

/// <summary>How a sequence of revisions is recorded.</summary>
/// <param name="Branch">The branch to extend; null for the current one.</param>
/// <param name="SkipUnreadable">Whether a revision that is not JSON is passed over instead of ending the run.</param>
/// <param name="Progress">Told now and then how far the run is.</param>
public sealed record RecordAllOptions(
    BranchName? Branch = null,
    bool SkipUnreadable = false,
    IProgress<RecordingTally>? Progress = null);
