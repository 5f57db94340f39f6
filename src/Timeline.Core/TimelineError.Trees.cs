using Timeline.Causality;

namespace Timeline;

public abstract partial record TimelineError
{
    /// <summary>A node that is not in a tree: it was never made, or it or what it hangs on was removed.</summary>
    /// <param name="Node">The node.</param>
    public sealed record NodeUnknown(Dot Node) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"the tree has no node {Node}";
    }

    /// <summary>A move that would hang a node on itself.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Parent">What it should have hung on: itself, or what hangs on it.</param>
    public sealed record NodeUnderItself(Dot Node, Dot Parent) : TimelineError
    {
        /// <inheritdoc/>
        public override string Message => $"the node {Node} cannot hang on {Parent}, which hangs on it";
    }
}
