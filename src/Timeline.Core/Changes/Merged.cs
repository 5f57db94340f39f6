using System.Collections.Immutable;

namespace Timeline.Changes;

/// <summary>What one run of a merge came to.</summary>
/// <param name="Value">What both sides give; the base where that is not known.</param>
/// <param name="Conflicts">The conflicts met.</param>
/// <param name="Open">Those of them that are not decided.</param>
/// <param name="Error">Why the run was given up; null as a rule.</param>
internal sealed record Merged<T>(
    T Value, ImmutableArray<Conflict> Conflicts, ImmutableArray<Conflict> Open, TimelineError? Error);
