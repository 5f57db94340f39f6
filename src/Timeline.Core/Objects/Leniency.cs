using System.Collections.Immutable;
using Timeline.Values;

namespace Timeline.Objects;

/// <summary>Which differences between two parts do not count.</summary>
/// <remarks>Immutable; what it is asked is asked of the place where a walk stands.</remarks>
internal sealed class Leniency(
    IReadOnlyList<PathPattern> ignored,
    IReadOnlyList<PathPattern> anyCase,
    IReadOnlyList<PathPattern> anyOrder,
    double tolerance,
    ImmutableDictionary<Type, Func<object, object, bool>> comparers)
{
    /// <summary>Whether two that are the same in one place may differ in another.</summary>
    internal bool DependsOnPlace { get; } = ignored.Count + anyCase.Count + anyOrder.Count > 0;

    /// <summary>Whether an index says of some parts that they do not count.</summary>
    internal bool DependsOnIndex { get; } = ignored.Any(pattern => pattern.NamesIndex);

    /// <summary>Whether there are places where case does not count.</summary>
    internal bool IgnoresCase => anyCase.Count > 0;

    internal bool Ignores(ValuePath path) => Matches(ignored, path);

    internal bool IgnoresOrder(ValuePath path) => Matches(anyOrder, path);

    /// <summary>Whether two parts are the same, if that is settled without looking into them; else null.</summary>
    internal bool? Settle(Trail trail, TypeView declared, object? left, object? right)
    {
        if (ignored.Count > 0 && Ignores(trail.Path)) return true;
        if (left is null || right is null) return null;
        if (ComparerOf(declared, left, right) is { } comparer) return Ask(comparer, declared, left, right);
        return IsNear(left, right) || (left is string one && right is string other && AreOneWord(trail, one, other))
            ? true
            : null;
    }

    /// <summary>Whether what is written of a part tells it from any other that is written otherwise.</summary>
    internal bool TellsApart(TypeView declared, object seen) =>
        !comparers.ContainsKey(declared.Type) && !comparers.ContainsKey(seen.GetType())
        && !(tolerance > 0 && seen is double or float or Half);

    private Func<object, object, bool>? ComparerOf(TypeView declared, object left, object right) =>
        comparers.IsEmpty ? null
        : comparers.TryGetValue(declared.Type, out var found) ? found
        : left.GetType() == right.GetType() ? comparers.GetValueOrDefault(left.GetType())
        : null;

    private static bool Ask(Func<object, object, bool> comparer, TypeView declared, object left, object right)
    {
        try
        {
            return comparer(left, right);
        }
        catch (Exception error) when (ObjectTree.IsRefusal(error))
        {
            throw new ObjectFault(declared.Type, $"its comparer failed: {ObjectTree.ReasonOf(error)}", error);
        }
    }

    private bool IsNear(object left, object right) => tolerance > 0 && (left, right) switch
    {
        (double one, double other) => Math.Abs(one - other) <= tolerance,
        (float one, float other) => Math.Abs((double)one - other) <= tolerance,
        (Half one, Half other) => Math.Abs((double)one - (double)other) <= tolerance,
        _ => false,
    };

    private bool AreOneWord(Trail trail, string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase) && Matches(anyCase, trail.Path);

    private static bool Matches(IReadOnlyList<PathPattern> patterns, ValuePath path)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(path)) return true;
        }

        return false;
    }
}
