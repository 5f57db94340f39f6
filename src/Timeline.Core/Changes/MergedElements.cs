using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Changes;

/// <summary>
/// The elements of the lists being joined, known again by the values that they are seen as: by which value, not by an
/// equal one. A mutable working space.
/// </summary>
internal sealed class MergedElements(TypeView view)
{
    private readonly Dictionary<Value, object?> _objects = new(ReferenceEqualityComparer.Instance);

    /// <summary>How the elements are seen.</summary>
    public TypeView View { get; } = view;

    /// <summary>A list as one of values.</summary>
    public Value.List See(TreeWalk walk, SequenceView list, object seen)
    {
        var items = new List<Value>();
        try
        {
            foreach (var element in list.Elements(seen)) items.Add(See(walk, element));
        }
        catch (ObjectFault fault) when (fault.Passes(new PathSegment(items.Count)))
        {
            throw;
        }

        return Value.List.From(items);
    }

    /// <summary>An element as a value, by which it can be found from now on.</summary>
    public Value See(TreeWalk walk, object? element)
    {
        var value = walk.Project(View, element);
        _ = _objects.TryAdd(value, element);
        return value;
    }

    /// <summary>Finds an element by its value, where null is nothing.</summary>
    public bool TryFind(Value value, out object? element) => _objects.TryGetValue(value, out element);
}
