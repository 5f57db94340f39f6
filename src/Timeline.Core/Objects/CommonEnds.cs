namespace Timeline.Objects;

/// <summary>How many elements two lists have in common.</summary>
/// <param name="Start">From the first on.</param>
/// <param name="End">From the last back; none that is counted at the start.</param>
internal readonly record struct CommonEnds(int Start, int End);
