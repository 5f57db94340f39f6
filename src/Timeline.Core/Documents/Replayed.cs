using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>A version met while replaying.</summary>
/// <param name="Version">The version, with its payload unless it was pruned.</param>
/// <param name="Before">The value of its first parent; null for a first version or where the parent was pruned.</param>
/// <param name="Value">Its value; null where it was pruned.</param>
internal readonly record struct Replayed(StoredVersion Version, Value? Before, Value? Value);
