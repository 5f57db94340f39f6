using Timeline.Causality;

namespace Timeline.Trees;

/// <summary>A node of a <see cref="MovableTree{T}"/>.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Id">The node: the step that made it.</param>
/// <param name="Parent">The node it hangs on; null for the root.</param>
/// <param name="Value">Its value.</param>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record TreeNode<T>(Dot Id, Dot? Parent, T Value);
