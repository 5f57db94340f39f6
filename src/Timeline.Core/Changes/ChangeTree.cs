using System.Globalization;
using System.Text;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// A patch seen as a tree: one node for each step of the paths, the changes at the nodes they concern.
/// </summary>
/// <remarks>
/// Nodes come in the order in which the patch first touches them, and the changes of a node in the order of the patch.
/// Indexes are those the changes name, so the tree is for showing; an index before an insertion, removal or move in
/// its list and the same index after it are two nodes, as they are two elements. Immutable and safe to share between
/// threads.
/// </remarks>
public sealed class ChangeTree
{
    private readonly List<ChangeTree> _children = [];
    private readonly List<Change> _changes = [];
    private readonly Dictionary<PathSegment, ChangeTree> _byStep = [];

    private ChangeTree(ValuePath path) => Path = path;

    /// <summary>Where in the value the node is.</summary>
    public ValuePath Path { get; }

    /// <summary>The last step of the path, as text; empty for the root.</summary>
    public string Name => Path.IsRoot ? string.Empty : Path.Last.Text;

    /// <summary>What happened to the value here itself; what happened inside it is with the children.</summary>
    public IReadOnlyList<Change> Changes => _changes;

    /// <summary>The nodes one step further.</summary>
    public IReadOnlyList<ChangeTree> Children => _children;

    /// <summary>The tree of a patch.</summary>
    /// <param name="patch">Any patch.</param>
    /// <returns>The root; without changes and children for an empty patch. O(steps of all paths).</returns>
    public static ChangeTree From(Patch patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        var root = new ChangeTree(ValuePath.Root);
        foreach (var change in patch.Changes)
        {
            root.NodeAt(change.Path)._changes.Add(change);
            if (change is Change.Replaced) continue;
            root.EndPlaces(change.Path);
            if (change is Change.Moved moved) root.EndPlaces(moved.From);
        }

        return root;
    }

    /// <summary>
    /// The tree as indented text, one line for each node or change, with the signs of <see cref="Change.ToString"/>.
    /// </summary>
    /// <returns>Lines joined by line feeds.</returns>
    public override string ToString()
    {
        var lines = new StringBuilder();
        WriteTo(lines, 0);
        return lines.ToString().TrimEnd('\n');
    }

    private ChangeTree NodeAt(ValuePath path)
    {
        var node = this;
        foreach (var step in path.Segments) node = node.Child(step);
        return node;
    }

    /// <summary>Lets the indexes of the list that a change shifted name new nodes from here on.</summary>
    private void EndPlaces(ValuePath changed)
    {
        if (!changed.IsRoot && changed.Last.IsIndex) NodeAt(changed.Parent!)._byStep.Clear();
    }

    private ChangeTree Child(PathSegment step)
    {
        if (_byStep.TryGetValue(step, out var child)) return child;
        child = new ChangeTree(Path.Append(step));
        _byStep.Add(step, child);
        _children.Add(child);
        return child;
    }

    private void WriteTo(StringBuilder lines, int depth)
    {
        foreach (var change in _changes)
        {
            var name = Path.IsRoot ? "(root)" : Name;
            _ = lines.Append(' ', 2 * depth)
                .Append(CultureInfo.InvariantCulture, $"{change.Sign} {name}{change.Detail}\n");
        }

        if (_changes.Count == 0 && !Path.IsRoot)
            _ = lines.Append(' ', 2 * depth).Append(CultureInfo.InvariantCulture, $"  {Name}\n");
        foreach (var child in _children) child.WriteTo(lines, Path.IsRoot ? depth : depth + 1);
    }
}
