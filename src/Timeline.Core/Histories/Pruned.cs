using System.Collections.Immutable;

namespace Timeline.Histories;

/// <summary>A history after pruning, and what pruning took from it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="History">The versions that stayed.</param>
/// <param name="Dropped">The versions that went, from the oldest.</param>
public sealed record Pruned<T>(History<T> History, ImmutableArray<Version<T>> Dropped);
