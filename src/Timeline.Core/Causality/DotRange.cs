namespace Timeline.Causality;

/// <summary>The steps of a replica from one to another, both included.</summary>
internal readonly record struct DotRange(long First, long Last);
