using Timeline.Values;

namespace Timeline.Histories;

/// <summary>A path of a value and the version that set what stands there.</summary>
/// <typeparam name="TVersion">What names a version.</typeparam>
/// <param name="Path">The path.</param>
/// <param name="Value">What stands there; of a list or map, the whole of it.</param>
/// <param name="Version">The version that set it; of a list or map, the last that changed anything in it.</param>
public readonly record struct BlameLine<TVersion>(ValuePath Path, Value Value, TVersion Version);
