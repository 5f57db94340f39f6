using System.Diagnostics.CodeAnalysis;

namespace Timeline.Navigating;

/// <summary>The step to the element at an index.</summary>
internal sealed class ElementLeg<TElements, TList, T>(Type container, int index)
    : LookUpLeg<TList, int, T>(container, index)
    where TElements : struct, IElements<TList, T>
{
    private protected override LookUp<TList, int, T> Look => TElements.TryGet;

    internal override bool TryRead(ref TList container, [MaybeNullWhen(false)] out T value) =>
        TElements.TryGet(ref container, Place, out value);

    internal override Misstep WhyNot(object container) =>
        Misstep.Outside(Container, Place, TElements.Count((TList)container));

    internal override Misstep? Set(object container, object? value)
    {
        var list = (TList)container;
        var count = TElements.Count(list);
        if (Place >= count) return Misstep.Outside(Container, Place, count);
        return Fitting.TryFit(typeof(T), value, out var fitted, out var reason)
            ? TElements.Set(list, Place, (T)fitted!)
            : Misstep.Unfit("elements", Container, typeof(T), reason);
    }
}
