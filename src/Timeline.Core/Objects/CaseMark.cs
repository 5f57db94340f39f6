using Timeline.Values;

namespace Timeline.Objects;

/// <summary>The member that tells which case of several an object is.</summary>
/// <param name="Name">Its name, as <c>$type</c>.</param>
/// <param name="Value">The name of the case.</param>
/// <param name="MayStandAlone">Whether a case without members is written as its name only.</param>
internal sealed record CaseMark(string Name, Value Value, bool MayStandAlone);
