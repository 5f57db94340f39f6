namespace Timeline.Navigating;

/// <summary>A step that objects of a type do not have: it always leads nowhere.</summary>
internal sealed class RefusedLeg(Type container, Misstep why) : Leg(container, typeof(object))
{
    /// <summary>Why it leads nowhere.</summary>
    internal Misstep Why => why;

    internal override object Go(object container) => Nowhere;

    internal override Misstep WhyNot(object container) => why;

    internal override Misstep Set(object container, object? value) => why;
}
