using System.Collections.Immutable;
using LanguageExt;
using Timeline.Admission;
using Timeline.Isolation;
using Timeline.Objects;
using Timeline.Persisting;
using Timeline.Values;

namespace Timeline.Namespaces;

/// <summary>What a key asks of its values, and how they are copied.</summary>
/// <param name="Rules">What is asked of a value of any type.</param>
internal abstract record KeyTerms(ImmutableArray<Rule<object?>> Rules)
{
    /// <summary>Whether the key may not change.</summary>
    internal bool IsFrozen { get; init; }

    /// <summary>What to keep of a value that is given, or to hand out of one that is kept.</summary>
    internal abstract object? Copy(string name, object? value);

    /// <summary>Holds the declared type, if any, against what can be kept.</summary>
    /// <exception cref="TimelineException">Nothing could make its values again.</exception>
    internal abstract void CheckKept(string name, ObjectTree tree);

    /// <summary>A value as data.</summary>
    internal abstract Either<TimelineError, Value> See(ObjectTree tree, object? value);

    /// <summary>A value of the declared type out of data; false if no type is declared or the data does not
    /// fit.</summary>
    internal abstract bool TryRead(ObjectTree tree, Value data, out object? value);

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

    internal override void CheckKept(string name, ObjectTree tree)
    {
        if (IsDeclared) new ObjectForm<T>(tree).Check(name);
    }

    internal override Either<TimelineError, Value> See(ObjectTree tree, object? value) =>
        value is null ? Value.OfNull() : value is T typed ? tree.ToValue(typed) : tree.ToValue<object>(value);

    internal override bool TryRead(ObjectTree tree, Value data, out object? value)
    {
        value = null;
        if (!IsDeclared) return false;
        if (data is Value.Null && default(T) is null) return true;
        var made = tree.FromValue<T>(data);
        if (made.IsRight) value = (T)made;
        return made.IsRight;
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

    private static bool IsDeclared => typeof(T) != typeof(object);

    private static string Misfit(object? value) =>
        $"is declared {TypeName.Of(typeof(T))}, not {(value is null ? "null" : TypeName.Of(value.GetType()))}";
}
