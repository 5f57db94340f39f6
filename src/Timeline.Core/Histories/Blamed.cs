using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Timeline.Values;

namespace Timeline.Histories;

/// <summary>A value with, for every path of it, the version that set what stands there.</summary>
/// <typeparam name="TVersion">What names a version.</typeparam>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class Blamed<TVersion>
{
    private readonly BlameNode<TVersion> _root;

    internal Blamed(Value value, BlameNode<TVersion> root)
    {
        Value = value;
        _root = root;
    }

    /// <summary>The value.</summary>
    public Value Value { get; }

    /// <summary>The last version that changed anything at all.</summary>
    public TVersion Version => _root.Version;

    /// <summary>Finds the version that set what stands at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="version">The version, if there is such a path.</param>
    /// <returns>Whether there is such a path.</returns>
    public bool TryFind(ValuePath path, [MaybeNullWhen(false)] out TVersion version)
    {
        ArgumentNullException.ThrowIfNull(path);
        var node = _root;
        foreach (var step in path.Segments)
        {
            if (node is null) break;
            node = node.Find(step);
        }

        version = node is null ? default : node.Version;
        return node is not null;
    }

    /// <summary>Every path in the order of the document, a list or map before what is in it. O(size).</summary>
    /// <returns>The paths, the root first.</returns>
    public ImmutableArray<BlameLine<TVersion>> Lines()
    {
        var lines = ImmutableArray.CreateBuilder<BlameLine<TVersion>>();
        Collect(ValuePath.Root, Value, _root, lines);
        return lines.DrainToImmutable();
    }

    private static void Collect(
        ValuePath path,
        Value value,
        BlameNode<TVersion> node,
        ImmutableArray<BlameLine<TVersion>>.Builder lines)
    {
        lines.Add(new(path, value, node.Version));
        if (value is Value.Map map)
        {
            foreach (var (key, inner) in map) Collect(path.Append(key), inner, node[key], lines);
        }
        else if (value is Value.List list)
        {
            var index = 0;
            foreach (var inner in list.Items)
            {
                Collect(path.Append(index), inner, node[index], lines);
                index++;
            }
        }
    }
}
