using Timeline.Storage;

namespace Timeline.Documents;

/// <summary>What came of recording a document.</summary>
/// <param name="History">The history as it is now.</param>
/// <param name="Version">The version that holds what was recorded: a new one, or the head that held it already.</param>
/// <param name="IsNew">Whether a version was made; false where nothing had changed.</param>
public sealed record Recorded(DocumentHistory History, StoredVersion Version, bool IsNew);
