using System.Diagnostics.CodeAnalysis;

namespace Timeline.Navigating;

/// <summary>The step to the element at an index.</summary>
internal sealed class ElementLeg<TElements, TList, T>(Type container, int index)
    : Leg<TList, T>(container, typeof(T))
    where TElements : struct, IElements<TList, T>
{
    internal override bool TryRead(ref TList container, [MaybeNullWhen(false)] out T value) =>
        TElements.TryGet(ref container, index, out value);

    internal override Misstep WhyNot(object container) =>
        Misstep.Outside(Container, index, TElements.Count((TList)container));

    internal override Misstep? Set(object container, object? value)
    {
        var list = (TList)container;
        var count = TElements.Count(list);
        if (index >= count) return Misstep.Outside(Container, index, count);
        return Fitting.TryFit(typeof(T), value, out var fitted, out var reason)
            ? TElements.Set(list, index, (T)fitted!)
            : Misstep.Unfit("elements", Container, typeof(T), reason);
    }
}
