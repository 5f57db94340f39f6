using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// A place inside a value: the container that holds it, and the way back to the root. O(steps) to find.
/// </summary>
internal readonly struct ValueEdit
{
    // The containers above the one that holds the place, from the outside in: most often there are few.
    private readonly Value[] _outer;
    private readonly ValuePath _path;

    private ValueEdit(Value[] outer, Value container, ValuePath path) =>
        (_outer, Container, _path) = (outer, container, path);

    /// <summary>How deep the lists and maps of a patched value may nest: as deep as text may that is read.</summary>
    public static int MaximumDepth => JsonLimits.Default.Depth;

    /// <summary>The map or list that holds the place.</summary>
    public Value Container { get; }

    /// <summary>The last step.</summary>
    public PathSegment Last => _path.Last;

    /// <summary>Finds the place of a path other than the root; all but its last step must be there.</summary>
    public static bool TryFind(Value root, ValuePath path, out ValueEdit edit)
    {
        edit = default;
        var container = root;
        Value[] outer = [];
        if (path.Length > 1)
        {
            var segments = path.ToArray();
            outer = new Value[segments.Length - 1];
            for (var i = 0; i < outer.Length; i++)
            {
                outer[i] = container;
                if (!TryStep(container, segments[i], out var next)) return false;
                container = next;
            }
        }

        edit = new ValueEdit(outer, container, path);
        return true;
    }

    /// <summary>What is at the place, if anything is.</summary>
    public bool TryGet([MaybeNullWhen(false)] out Value value) => TryStep(Container, Last, out value);

    /// <summary>The key that follows the place, if it is one of a map and not the last.</summary>
    public string? NextKey => Container is Value.Map map ? map.KeyAfter(Last.Text) : null;

    /// <summary>The root with something else at the place, where something is.</summary>
    public Value Replace(Value value) => Rebuild(Container switch
    {
        Value.Map map => map.Set(Last.Text, value),
        Value.List list => list.SetAt(Index, value),
        _ => throw new UnreachableException(),
    });

    /// <summary>The root without what is at the place.</summary>
    public Value Remove() => Rebuild(Container switch
    {
        Value.Map map => map.Remove(Last.Text),
        Value.List list => list.RemoveAt(Index),
        _ => throw new UnreachableException(),
    });

    /// <summary>Whether something can be put in at the place: a key, or an index up to the end of its list.</summary>
    public bool CanInsert => Container switch
    {
        Value.Map => true,
        Value.List list => Last.IsEnd || (Last.TryGetIndex(out var index) && index <= list.Count),
        _ => false,
    };

    /// <summary>
    /// The root with something put in at the place; in a map before a key, or last if that key is not there.
    /// </summary>
    public Value Insert(Value value, string? nextKey) => Rebuild(Container switch
    {
        Value.Map map => map.Insert(Last.Text, value, PresentKey(nextKey)),
        Value.List list => list.InsertAt(Last.IsEnd ? list.Count : Index, value),
        _ => throw new UnreachableException(),
    });

    /// <summary>The key if it is another one of the map that holds the place, else null.</summary>
    public string? PresentKey(string? key) =>
        key is not null && key != Last.Text && Container is Value.Map map && map.ContainsKey(key) ? key : null;

    private int Index => Last.TryGetIndex(out var index) ? index : throw new UnreachableException();

    private static bool TryStep(Value container, PathSegment segment, [MaybeNullWhen(false)] out Value found)
    {
        found = null;
        if (container is Value.Map map) return map.TryGetValue(segment.Text, out found);
        if (container is not Value.List list) return false;
        if (!segment.TryGetIndex(out var index) || index >= list.Count) return false;
        found = list[index];
        return true;
    }

    private Value Rebuild(Value changed)
    {
        var path = _path;
        for (var i = _outer.Length - 1; i >= 0; i--)
        {
            path = path.Parent!;
            var step = path.Last;
            changed = _outer[i] switch
            {
                Value.Map map => map.Set(step.Text, changed),
                Value.List list when step.TryGetIndex(out var index) => list.SetAt(index, changed),
                _ => throw new UnreachableException(),
            };
        }

        return changed;
    }

    /// <summary>Whether a value may stand under a path without nesting deeper than the limit.</summary>
    public static bool FitsAt(ValuePath path, Value value) =>
        path.Length + value.Depth <= MaximumDepth || path.Length + TrueDepth(value) <= MaximumDepth;

    private static int TrueDepth(Value value)
    {
        var depth = 0;
        if (value is Value.List list)
        {
            foreach (var item in list) depth = Math.Max(depth, TrueDepth(item));
            return depth + 1;
        }

        if (value is not Value.Map map) return 0;
        foreach (var (_, item) in map) depth = Math.Max(depth, TrueDepth(item));
        return depth + 1;
    }
}
