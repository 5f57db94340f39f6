using System.Reflection;

namespace Timeline.Navigating;

/// <summary>A property that can be set and not read.</summary>
internal sealed class WriteOnlyLeg(Type owner, PropertyInfo property) : Leg(owner, property.PropertyType)
{
    internal override object Go(object container) => Nowhere;

    internal override Misstep WhyNot(object container) =>
        Misstep.Path($"{Members.NameOf(Container, property)} can only be set, not read");

    internal override Misstep? Set(object container, object? value) => Members.Set(property, container, value);
}
