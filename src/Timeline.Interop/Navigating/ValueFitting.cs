using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Timeline.Objects;
using Timeline.Values;

namespace Timeline.Navigating;

/// <summary>What was written as a value, as a place of the type that it was written of takes it.</summary>
internal static class ValueFitting
{
    /// <summary>A scalar as the first type of the platform that holds it; all else as it is.</summary>
    internal static object? Plain(object? value) => value switch
    {
        Value.Null => null,
        Value.Bool truth => truth.IsTrue,
        Value.Number number => Plain(number),
        Value.Text text => text.Content,
        _ => value,
    };

    /// <summary>Makes what a type takes of a text, a number, an array or content.</summary>
    /// <returns>Why it cannot; empty if it can.</returns>
    internal static string Fit(Type target, object value, out object? fitted)
    {
        fitted = null;
        var none = $"{Fitting.Told(value)} is none";
        try
        {
            var view = ObjectTree.Default.ViewOf(target);
            if (view is SequenceView list && Items(value) is { } items) return Fit(list, items, out fitted);
            if (Written(view, value) is not { } json) return none;
            fitted = ObjectTree.Read(view, json);
            if (fitted is null) return none;
            return json is Value.Number && !new TreeWalk(view.Tree).Project(view, fitted).Equals(json)
                ? $"{Fitting.Told(value)} would lose something"
                : "";
        }
        catch (ObjectFault fault)
        {
            return value is Value ? $"{none}: {fault.ToUnwritable().Message}" : none;
        }
        catch (Exception error) when (Misstep.IsAnswer(error))
        {
            return $"{none}: {ObjectTree.ReasonOf(error)}";
        }
    }

    private static object Plain(Value.Number number)
    {
        var (text, culture) = (number.ToString(), CultureInfo.InvariantCulture);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var whole)) return whole;
        if (decimal.TryParse(text, NumberStyles.Float, culture, out var exact) && Value.Of(exact).Equals(number))
            return exact;
        // Only what is written in full: a few digits and an exponent may stand for a number that fills the memory.
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var big)
            ? big
            : double.Parse(text, NumberStyles.Float, culture);
    }

    /// <summary>What an array holds; null of all else.</summary>
    private static object?[]? Items(object value) => value switch
    {
        object?[] items => items,
        Value.List list => [.. list],
        _ => null,
    };

    // One by one, as some may be objects that are referred to.
    private static string Fit(SequenceView list, object?[] items, out object? fitted)
    {
        fitted = null;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var made = new object?[items.Length];
        var type = list.Element.View.Type;
        for (var i = 0; i < items.Length; i++)
        {
            if (!Fitting.TryFit(type, items[i], out made[i], out var reason))
                return FormattableString.Invariant($"its element {i} is {TypeName.Of(type)}: {reason}");
        }

        fitted = list.Make(made);
        return "";
    }

    /// <summary>As what the type would be written, if it could be of it; else null.</summary>
    private static Value? Written(TypeView view, object value) => value switch
    {
        Value json => json,
        string text when view is LeafView || FSharpTypes.IsUnion(view.Type) => Value.Of(text),
        BigInteger number when view is LeafView => Value.Of(number),
        _ when view is LeafView => ScalarValue.Of(value),
        _ => null,
    };
}
