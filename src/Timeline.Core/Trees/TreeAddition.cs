using Timeline.Causality;

namespace Timeline.Trees;

/// <summary>A tree with a new node, and the name of that node.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Tree">The tree.</param>
/// <param name="Node">The new node.</param>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record TreeAddition<T>(MovableTree<T> Tree, Dot Node);
