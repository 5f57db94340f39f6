using Timeline.Causality;

namespace Timeline.Trees;

/// <summary>
/// One move: the node stands under the parent from now on, with the value. Making a node is its first move.
/// </summary>
/// <param name="Node">The node: the step that made it.</param>
/// <param name="Parent">The parent; the default dot for the root, and for what is removed.</param>
/// <param name="IsRemoved">Whether the node stands under nothing.</param>
/// <param name="Value">The value.</param>
internal sealed record TreeMove<T>(Dot Node, Dot Parent, bool IsRemoved, T Value)
{
    /// <summary>Earlier moves first: by time, then by the name of the replica.</summary>
    public static int Order(Dot first, Dot second) => first.Sequence.CompareTo(second.Sequence) is var order and not 0
        ? order
        : first.CompareTo(second);
}
