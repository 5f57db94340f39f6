namespace Timeline.Navigating;

/// <summary>A step that objects of a type do not have: it always leads nowhere.</summary>
internal sealed class RefusedLeg(Type container, Misstep why) : Leg(container)
{
    internal override Type Target => typeof(object);

    internal override bool TryGo(object container, out object? value)
    {
        value = null;
        return false;
    }

    internal override Misstep WhyNot(object container) => why;

    internal override Misstep Set(object container, object? value) => why;
}
