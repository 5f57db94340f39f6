using Timeline.Causality;

namespace Timeline.Trees;

/// <summary>A move in the log: when, what, and, of a few, how the tree stood after it.</summary>
internal sealed record TreeStep<T>(Dot Stamp, TreeMove<T> Move, Placement<T>? After);
