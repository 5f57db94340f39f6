using System.Collections;
using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Maps from before generic types, and others where no code can be made at run time.</summary>
internal sealed class UntypedMap(Type type, Type key, Type value, bool isCompiled) : ObjectContainer(type, isCompiled)
{
    internal override Leg Go(PathStep step) =>
        step.Kind is not (PathStepKind.Member or PathStepKind.Index) ? base.Go(step)
        : Keys.TryRead(key, step.Name, out var name) ? new Entry(Type, name, value)
        : Keys.Refuse(Type, key, step.Name);

    private sealed class Entry(Type container, object key, Type value) : Leg(container, value)
    {
        internal override object? Go(object container)
        {
            var map = (IDictionary)container;
            return map.Contains(key) ? map[key] : Nowhere;
        }

        internal override Misstep WhyNot(object container) => Misstep.NoKey(Container, key);

        internal override Misstep? Set(object container, object? value)
        {
            var map = (IDictionary)container;
            if (map.IsReadOnly) return Misstep.NeverChanges(Container);
            if (!Fitting.TryFit(Target, value, out var fitted, out var reason))
                return Misstep.Unfit("values", Container, Target, reason);
            map[key] = fitted;
            return null;
        }
    }
}
