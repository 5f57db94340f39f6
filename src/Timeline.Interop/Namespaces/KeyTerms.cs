using System.Collections.Immutable;
using Timeline.Admission;
using Timeline.Isolation;
using Timeline.Objects;

namespace Timeline.Namespaces;

/// <summary>What a key asks of its values, and how they are copied.</summary>
/// <param name="Rules">What is asked of a value of any type.</param>
internal abstract record KeyTerms(ImmutableArray<Rule<object?>> Rules)
{
    /// <summary>Whether the key may not change.</summary>
    internal bool IsFrozen { get; init; }

    /// <summary>What to keep of a value that is given, or to hand out of one that is kept.</summary>
    internal abstract object? Copy(string name, object? value);

    /// <summary>What speaks against a value.</summary>
    internal virtual Findings? Check(object? value) =>
        Rules.Aggregate((Findings?)null, (found, rule) => rule.Check(value, found));
}

/// <summary>The terms of a key whose values are of one type; of any, if that is <c>object</c>.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="Isolation">How values are kept apart from the program.</param>
/// <param name="Rules">What is asked of a value of any type.</param>
/// <param name="TypedRules">What is asked of a value of the type.</param>
internal sealed record KeyTerms<T>(
    Isolation<T> Isolation, ImmutableArray<Rule<object?>> Rules, ImmutableArray<Rule<T>> TypedRules) : KeyTerms(Rules)
{
    internal override object? Copy(string name, object? value)
    {
        // What is not of the type is refused where rules are asked, by all reasons at once.
        if (value is not T typed) return value;
        try
        {
            var copy = Isolation.Copy(typed);
            return typeof(T).IsValueType && Isolation.IsIdentity ? value : copy;
        }
        catch (IsolationFault fault)
        {
            throw new IsolationException(name, TypeName.Of(typeof(T)), fault);
        }
    }

    internal override Findings? Check(object? value)
    {
        var found = base.Check(value);
        return Fits(value)
            ? TypedRules.Aggregate(found, (soFar, rule) => rule.Check((T)value!, soFar))
            : Findings.Add(found, "type", Misfit(value));
    }

    /// <summary>Whether a value is of the type.</summary>
    internal static bool Fits(object? value) => value is T || (value is null && default(T) is null);

    private static string Misfit(object? value) =>
        $"is declared {TypeName.Of(typeof(T))}, not {(value is null ? "null" : TypeName.Of(value.GetType()))}";
}
