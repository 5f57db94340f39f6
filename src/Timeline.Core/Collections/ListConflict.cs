namespace Timeline.Collections;

/// <summary>A region of a list that two sides of a merge changed differently.</summary>
/// <typeparam name="T">The type of elements.</typeparam>
/// <param name="BeforeStart">Where the region stands in the list both started from.</param>
/// <param name="Before">The region as it was.</param>
/// <param name="Ours">The region as our side has it.</param>
/// <param name="Theirs">The region as their side has it.</param>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record ListConflict<T>(
    int BeforeStart, PersistentList<T> Before, PersistentList<T> Ours, PersistentList<T> Theirs);
