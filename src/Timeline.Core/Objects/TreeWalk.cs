using System.Runtime.CompilerServices;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>A walk into objects: how deep it is, and where it goes on.</summary>
/// <remarks>A mutable working space of one walk.</remarks>
internal sealed class TreeWalk(ObjectTree tree, Leniency? leniency = null)
{
    // What looking into two elements takes, about.
    private const int ComparisonsOfTry = 32;

    private int _depth;
    private SettledPairs _same;
    private SeenValues _seen;
    private long _tried;

    internal ObjectTree Tree { get; } = tree;

    /// <summary>Which differences do not count; null if all do.</summary>
    internal Leniency? Leniency => leniency;

    /// <summary>Where the walk stands; comparing does not keep it while all differences count.</summary>
    internal Trail Trail { get; } = new();

    /// <summary>How many comparisons may go into trying elements with one another.</summary>
    internal long WorkLimit { get; init; } = long.MaxValue;

    /// <summary>Whether that was not enough, so that some may be the same that were taken to differ.</summary>
    internal bool GaveUp { get; private set; }

    /// <summary>Whether two that are the same in one place may differ in another.</summary>
    internal bool DependsOnPlace => leniency is { DependsOnPlace: true };

    /// <summary>Whether the parts of two objects at a step are the same, at any depth.</summary>
    internal bool AreSame(PathSegment step, DeclaredPart part, object? left, object? right)
    {
        if (leniency is not null) Trail.Enter(step);
        try
        {
            var same = AreSame(part.View, left, right);
            if (leniency is not null) Trail.Leave();
            return same;
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
        if (leniency?.Settle(Trail, declared, left, right) is { } settled) return settled;
        if (left is null || right is null) return IsNothing(declared, left) && IsNothing(declared, right);
        var view = declared.Of(left);
        if (!ReferenceEquals(view, declared.Of(right))) return false;
        if (!DependsOnPlace && _same.Contains(view, left, right)) return true;
        Enter(view);
        try
        {
            var same = view is SequenceView list && IsBag(list)
                ? AreSameBags(list, left, right)
                : view.AreSame(this, left, right);
            Leave();
            if (same && !DependsOnPlace) _same.Add(view, left, right);
            return same;
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw ObjectFault.Met(view, error);
        }
    }

    /// <summary>Whether there is work left to try two elements with one another.</summary>
    internal bool MayTry()
    {
        _tried += ComparisonsOfTry;
        GaveUp |= _tried > WorkLimit;
        return _tried <= WorkLimit;
    }

    /// <summary>Whether a difference at a step from here does not count, whatever it is.</summary>
    internal bool Ignores(PathSegment step) => leniency is not null && leniency.Ignores(Trail.Path.Append(step));

    /// <summary>Whether a list here is compared without its order, element by element.</summary>
    internal bool IsBag(SequenceView list) => leniency is not null && (list.IsSet || leniency.IgnoresOrder(Trail.Path));

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
        if (Tree.TryRemember(view, seen, out var known) || _seen.TryGet(view, seen, out known)) return known;
        Enter(view);
        try
        {
            var value = view.Project(this, seen);
            Leave();
            if (!Tree.Remember(view, seen, value)) _seen.Add(view, seen, value);
            return value;
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw ObjectFault.Met(view, error);
        }
    }

    internal void Leave() => _depth--;

    internal void Enter(TypeView view)
    {
        // An object that leads back to itself has no end; nothing but the depth tells, and costs nothing to count.
        if (++_depth > Value.MaximumDepth)
        {
            throw new ObjectFault(
                view.Type, $"it nests deeper than {Value.MaximumDepth}, or leads back to itself");
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new ObjectFault(view.Type, "it nests deeper than the stack of the thread has room for");
    }

    private bool AreSameBags(SequenceView view, object left, object right)
    {
        object?[] one = [.. view.Elements(left)], other = [.. view.Elements(right)];
        return one.Length == other.Length && !BagMatch.Partners(this, view, one, other).Contains(BagMatch.None);
    }

    private bool IsNothing(TypeView declared, object? seen) => Project(declared, seen).Kind == ValueKind.Null;
}
