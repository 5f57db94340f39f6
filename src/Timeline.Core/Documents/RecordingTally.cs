namespace Timeline.Documents;

/// <summary>How many revisions a run has met, by what became of them.</summary>
/// <param name="Recorded">Made a new version.</param>
/// <param name="Known">Were recorded by an earlier run.</param>
/// <param name="Unchanged">Had the same bytes as the one before.</param>
/// <param name="Unreadable">Were not JSON and were passed over.</param>
public readonly record struct RecordingTally(int Recorded, int Known, int Unchanged, int Unreadable)
{
    /// <summary>How many revisions were met.</summary>
    public int Total => Recorded + Known + Unchanged + Unreadable;
}
