using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace Timeline.Navigating;

/// <summary>Looks something up in a collection: false if there is nothing.</summary>
internal delegate bool LookUp<TCollection, in TPlace, TValue>(
    ref TCollection collection, TPlace place, [MaybeNullWhen(false)] out TValue value);

/// <summary>Code that looks something up.</summary>
internal static class LookUp
{
    /// <summary>The code of a look-up whose value is what was found.</summary>
    /// <param name="lookUp">A static method.</param>
    /// <param name="container">The collection.</param>
    /// <param name="place">The index or key.</param>
    /// <param name="giveUp">Ends the code where nothing is there.</param>
    internal static Expression Code<TCollection, TPlace, TValue>(
        LookUp<TCollection, TPlace, TValue> lookUp, Expression container, Expression place, Expression giveUp)
    {
        var (collection, value) = (Expression.Variable(typeof(TCollection)), Expression.Variable(typeof(TValue)));
        return Expression.Block(
            typeof(TValue),
            [collection, value],
            Expression.Assign(collection, Expression.Convert(container, typeof(TCollection))),
            Expression.IfThen(Expression.Not(Expression.Call(lookUp.Method, collection, place, value)), giveUp),
            value);
    }
}
