namespace Timeline.Documents;

/// <summary>What came of recording a sequence of revisions.</summary>
/// <param name="History">The history as it is now.</param>
/// <param name="Tally">How many revisions there were, by what became of them.</param>
public sealed record RecordedAll(DocumentHistory History, RecordingTally Tally);
