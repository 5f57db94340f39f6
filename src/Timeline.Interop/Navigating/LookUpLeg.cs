using System.Linq.Expressions;

namespace Timeline.Navigating;

/// <summary>The step to what stands at an index or a key: legs to other ones share its code.</summary>
/// <param name="container">The exact type of the collections.</param>
/// <param name="place">The index or key.</param>
internal abstract class LookUpLeg<TCollection, TPlace, TValue>(Type container, TPlace place)
    : Leg<TCollection, TValue>(container, typeof(TValue))
{
    /// <summary>The index or key.</summary>
    internal readonly TPlace Place = place;

    internal sealed override bool HasCode => true;

    internal sealed override object CodeKey => GetType();

    internal sealed override Expression Code(
        Expression container, ReadOnlySpan<Expression> parts, Expression giveUp)
    {
        var (collection, value) = (Expression.Variable(typeof(TCollection)), Expression.Variable(typeof(TValue)));
        return Expression.Block(
            typeof(TValue),
            [collection, value],
            Expression.Assign(collection, Expression.Convert(container, typeof(TCollection))),
            Expression.IfThen(
                Expression.Not(Expression.Call(
                    Look.Method, collection, Fusing.Field(parts[0], GetType(), nameof(Place)), value)),
                giveUp),
            value);
    }

    /// <summary>How it is looked up: a static method.</summary>
    private protected abstract LookUp<TCollection, TPlace, TValue> Look { get; }
}
