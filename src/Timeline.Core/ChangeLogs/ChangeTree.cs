using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Timeline.Values;

namespace Timeline.ChangeLogs;

/// <summary>The containers from the one whose log an entry is in to the one that was changed: noted by each that takes
/// the entry over from its child, and nodes when somebody asks, as making them for all would cost the depth thrice
/// over.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
internal sealed class ChangeTree
{
    private readonly ChangeNode _own;
    private readonly PathSegment _place;
    private readonly object _below;
    private ChangeNode[]? _nodes;

    /// <summary>A container above a child.</summary>
    /// <param name="own">The container, at the root.</param>
    /// <param name="place">Where in it the child stood.</param>
    /// <param name="below">The tree of the child's entry, or its nodes as an array.</param>
    public ChangeTree(ChangeNode own, PathSegment place, object below)
    {
        _own = own;
        _place = place;
        _below = below;
        Kind = KindOf(below);
    }

    /// <summary>What the container that was changed is.</summary>
    public ContainerKind Kind { get; }

    /// <summary>The nodes. O(depth²) when asked for the first time, and O(1) after.</summary>
    public ImmutableArray<ChangeNode> Nodes => ImmutableCollectionsMarshal.AsImmutableArray(_nodes ??= Made());

    /// <summary>What the container that was changed is, of a tree or of its nodes.</summary>
    public static ContainerKind KindOf(object tree) =>
        tree is ChangeTree made ? made.Kind : ((ChangeNode[])tree)[^1].Kind;

    private ChangeNode[] Made()
    {
        List<ChangeNode> nodes = [];
        var path = ValuePath.Root;
        object at = this;
        for (; at is ChangeTree tree; at = tree._below)
        {
            nodes.Add(tree._own with { Path = path });
            path = path.Append(tree._place);
        }

        nodes.AddRange(((ChangeNode[])at).Select(node => node with { Path = path.Concat(node.Path) }));
        return [.. nodes];
    }
}
