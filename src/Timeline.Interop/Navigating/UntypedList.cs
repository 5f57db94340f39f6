using System.Collections;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Lists from before generic types, and others where no code can be made at run time.</summary>
internal sealed class UntypedList(Type type, Type element, bool isCompiled) : ObjectContainer(type, isCompiled)
{
    private protected override Leg At(PathStep step) => new Element(Type, step.Index, element);

    private sealed class Element(Type container, int index, Type element) : Leg(container, element)
    {
        internal override object? Go(object container)
        {
            var list = (IList)container;
            return index < list.Count ? list[index] : Nowhere;
        }

        internal override Misstep WhyNot(object container) =>
            Misstep.Outside(Container, index, ((IList)container).Count);

        internal override Misstep? Set(object container, object? value)
        {
            var list = (IList)container;
            if (index >= list.Count) return WhyNot(container);
            if (list.IsReadOnly) return Misstep.NeverChanges(Container);
            if (!Fitting.TryFit(Target, value, out var fitted, out var reason))
                return Misstep.Unfit("elements", Container, Target, reason);
            list[index] = fitted;
            return null;
        }
    }
}
