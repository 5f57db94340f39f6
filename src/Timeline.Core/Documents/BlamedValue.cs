using Timeline.Storage;
using Timeline.Values;

namespace Timeline.Documents;

/// <summary>A path of a document, and the version that set what stands there.</summary>
/// <param name="Path">The path.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Version">The version that set it; of a list or map, the last that changed anything in it.</param>
/// <param name="AtOrBefore">
/// Whether it may have been set before that version, by one that was pruned: then the version is the oldest kept one in
/// which it is known to have stood ever since.
/// </param>
public readonly record struct BlamedValue(ValuePath Path, Value Value, StoredVersion Version, bool AtOrBefore);
