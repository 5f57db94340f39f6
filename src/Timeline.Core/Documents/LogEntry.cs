using LanguageExt;
using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>One version in a log.</summary>
/// <param name="Version">The version.</param>
/// <param name="Value">Where the log follows a path: the value that the version set there, or none where it removed
/// it.</param>
/// <param name="AtOrBefore">
/// Where the log follows a path: whether versions before this one were pruned, so that one of those may have set or
/// removed the value already.
/// </param>
public sealed record LogEntry(StoredVersion Version, Option<Value> Value, bool AtOrBefore = false);
