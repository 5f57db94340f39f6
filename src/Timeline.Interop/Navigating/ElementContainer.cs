using Timeline.Tracking;

namespace Timeline.Navigating;

/// <summary>Lists: indexes are elements, all other steps go as from any object.</summary>
internal sealed class ElementContainer<TElements, TList, T>(Type type, bool isCompiled)
    : ObjectContainer(type, isCompiled)
    where TElements : struct, IElements<TList, T>
{
    private protected override Leg At(PathStep step) => new ElementLeg<TElements, TList, T>(Type, step.Index);
}
