using Timeline.Values;

namespace Timeline.Objects;

/// <summary>A walk into objects: how deep it is, and where it goes on.</summary>
/// <remarks>A mutable working space of one walk.</remarks>
internal sealed class TreeWalk(ObjectTree tree)
{
    private int _depth;

    internal ObjectTree Tree { get; } = tree;

    /// <summary>Whether the parts of two objects at a step are the same, at any depth.</summary>
    internal bool AreSame(PathSegment step, DeclaredPart part, object? left, object? right)
    {
        try
        {
            return AreSame(part.View, left, right);
        }
        catch (ObjectFault fault) when (fault.Passes(step))
        {
            throw;
        }
    }

    /// <summary>Whether two parts that were declared with a type are the same, at any depth.</summary>
    internal bool AreSame(TypeView declared, object? left, object? right)
    {
        if (ReferenceEquals(left, right)) return true;
        if (left is null || right is null) return IsNothing(declared, left) && IsNothing(declared, right);
        var view = declared.Of(left);
        if (!ReferenceEquals(view, declared.Of(right))) return false;
        Enter(left);
        var same = view.AreSame(this, left, right);
        Leave();
        return same;
    }

    /// <summary>The part of an object at a step, as a value.</summary>
    internal Value Project(PathSegment step, DeclaredPart part, object? seen)
    {
        try
        {
            return Project(part.View, seen);
        }
        catch (ObjectFault fault) when (fault.Passes(step))
        {
            throw;
        }
    }

    /// <summary>A part that was declared with a type, as a value.</summary>
    internal Value Project(TypeView declared, object? seen)
    {
        if (seen is null) return Value.OfNull();
        var view = declared.Of(seen);
        if (Tree.TryRemember(view, seen, out var known)) return known;
        Enter(seen);
        var value = view.Project(this, seen);
        Leave();
        Tree.Remember(view, seen, value);
        return value;
    }

    internal void Leave() => _depth--;

    internal void Enter(object seen)
    {
        // An object that leads back to itself has no end; nothing but the depth tells, and costs nothing to count.
        if (++_depth > Value.MaximumDepth)
        {
            throw new ObjectFault(
                seen.GetType(), $"it nests deeper than {Value.MaximumDepth}, or leads back to itself");
        }
    }

    private bool IsNothing(TypeView declared, object? seen) => Project(declared, seen).Kind == ValueKind.Null;
}
