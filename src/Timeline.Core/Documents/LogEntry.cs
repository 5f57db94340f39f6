using LanguageExt;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>One version in a log.</summary>
/// <param name="Version">The version.</param>
/// <param name="Value">Where the log follows a path: the value that the version set there, or none where it removed
/// it.</param>
public sealed record LogEntry(StoredVersion Version, Option<Value> Value);
