namespace Timeline.Sequences;

/// <summary>
/// A node of the document: a persistent B+tree of items in document order, which counts what is visible.
/// </summary>
/// <remarks>
/// The name stays with a node through its copies, so that a map from names to names (a node to its parent) leads
/// from a leaf up to the root although no node points up. A node is changed in place by the edit that made it alone.
/// </remarks>
internal abstract class SequenceNode(object? owner, int name)
{
    public readonly object? Owner = owner;

    public readonly int Name = name;

    public int Count;

    /// <summary>How many elements under this node a reader sees.</summary>
    public abstract int Visible { get; }
}
