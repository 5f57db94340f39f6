using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Timeline.Isolation;

namespace Timeline.Admission;

/// <summary>A property of a model, with what is asked of it.</summary>
internal sealed class ModelMember
{
    private readonly PropertyInfo _property;

    // Else it may be made anew each time, and what is made of itself so has no end.
    private readonly bool _isStored;

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Whoever makes the rule is told.")]
    internal ModelMember(PropertyInfo property, IEnumerable<ParameterInfo> parameters)
    {
        var ofParameters = parameters.ToArray();
        _property = property;
        // Required first: of what is missing nothing else is said.
        Attributes = [.. Attribute.GetCustomAttributes(property, typeof(ValidationAttribute), true)
            .Concat(ofParameters.SelectMany(it => Attribute.GetCustomAttributes(it, typeof(ValidationAttribute), true)))
            .Cast<ValidationAttribute>()
            .OrderBy(it => it is not RequiredAttribute)];
        _isStored = property.SetMethod is not null || ofParameters.Length > 0
            || property.DeclaringType!.GetField(
                $"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null;
    }

    internal string Name => _property.Name;

    internal ValidationAttribute[] Attributes { get; }

    /// <summary>Whether there may be something in it of which something is asked.</summary>
    internal bool MayHoldMore => _property.PropertyType is var type && type != typeof(string)
        && (!Platform.Owns(type) || typeof(IEnumerable).IsAssignableFrom(type) || type == typeof(object)
            || Nullable.GetUnderlyingType(type) is not null)
        && !type.IsEnum;

    internal object? ValueOf(object owner) => _property.GetValue(owner);

    /// <summary>Whether a value that was read stays, so that it is to be looked into.</summary>
    internal bool Stays(object owner, object value) =>
        _isStored || (!_property.PropertyType.IsValueType && ReferenceEquals(value, ValueOf(owner)));
}
