using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace Timeline.Navigating;

/// <summary>The step to the element at an index.</summary>
internal sealed class ElementLeg<TElements, TList, T>(Type container, int index)
    : Leg<TList, T>(container, typeof(T))
    where TElements : struct, IElements<TList, T>
{
    private readonly int _index = index;

    internal override bool HasCode => true;

    internal override object CodeKey => GetType();

    internal override Expression Code(Expression container, ReadOnlySpan<Expression> parts, Expression giveUp) =>
        LookUp.Code<TList, int, T>(TElements.TryGet, container, Fusing.Field(parts[0], this, nameof(_index)), giveUp);

    internal override bool TryRead(ref TList container, [MaybeNullWhen(false)] out T value) =>
        TElements.TryGet(ref container, _index, out value);

    internal override Misstep WhyNot(object container) =>
        Misstep.Outside(Container, _index, TElements.Count((TList)container));

    internal override Misstep? Set(object container, object? value)
    {
        var list = (TList)container;
        var count = TElements.Count(list);
        if (_index >= count) return Misstep.Outside(Container, _index, count);
        return Fitting.TryFit(typeof(T), value, out var fitted, out var reason)
            ? TElements.Set(list, _index, (T)fitted!)
            : Misstep.Unfit("elements", Container, typeof(T), reason);
    }
}
