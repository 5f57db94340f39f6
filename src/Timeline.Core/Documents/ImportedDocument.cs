namespace Timeline.Documents;

/// <summary>What came of importing an exported document.</summary>
/// <param name="History">The history as it is now.</param>
/// <param name="Recorded">How many versions were not there before.</param>
/// <param name="Known">How many versions were there already.</param>
public sealed record ImportedDocument(DocumentHistory History, long Recorded, long Known);
