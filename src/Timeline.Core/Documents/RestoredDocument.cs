using Timeline.Storage;

namespace Timeline.Documents;

/// <summary>A document as it was at a version.</summary>
/// <param name="Version">The version.</param>
/// <param name="Document">The value and the exact bytes.</param>
public sealed record RestoredDocument(StoredVersion Version, Document Document);
