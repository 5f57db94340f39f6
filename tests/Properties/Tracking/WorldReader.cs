using Timeline.Tracking;
using Timeline.Values;

namespace Timeline.Tests.Properties.Tracking;

/// <summary>Reads variables over a world.</summary>
/// <param name="world">The world.</param>
/// <param name="isForgetful">Whether it makes each capture anew and calls none firm, so that nothing is ever skipped.</param>
internal sealed class WorldReader(World world, bool isForgetful) : IVariableReader
{
    /// <summary>How often it was asked.</summary>
    public int Looks { get; private set; }

    public Seen Capture(Node? node) => new SeenNode(node, isForgetful);

    public Reading Read(TrackedVariable variable, Seen? parent, Seen? last)
    {
        Looks++;
        var (node, fault) = parent is null
            ? (((SeenNode)last!).Node, null)
            : world.Follow(((SeenNode)parent).Node, variable.Path.Steps);
        if (fault is { } kind) return Reading.Failed(new TimelineError.Tracking(kind, variable.Id, "", "it fails"));
        return !isForgetful && last is SeenNode seen && seen.IsOf(node) ? Reading.Of(seen) : Reading.Of(Capture(node));
    }

    private sealed class SeenNode(Node? node, bool isForgetful) : Seen
    {
        private readonly object? _content = node?.Content;
        private readonly Value _json = Right(Timeline.Values.Json.Parse(node?.Shown ?? "null"));

        public Node? Node => node;

        public override object? Target => node;

        // Not all that could be is: readers may know less than they could.
        public override bool IsFirm => !isForgetful && (node is null || (node.IsFrozen && node.Json.Length % 3 != 0));

        public override Value ToJson() => _json;

        public bool IsOf(Node? other) => ReferenceEquals(node, other) && ReferenceEquals(_content, other?.Content);
    }
}
