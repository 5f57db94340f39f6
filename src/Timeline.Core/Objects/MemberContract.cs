using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Timeline.Objects;

/// <summary>What is known of a member before it is looked at.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Sets it in an object that is not seen by others yet; null where only construction can.</param>
/// <param name="Reader">The property or field that it is, if reading that is all that reading it does.</param>
internal sealed record MemberContract(
    string Name,
    Type Type,
    Func<object, object?> Get,
    Action<object, object?>? Set,
    MemberInfo? Reader)
{
    /// <summary>The contract of its type, where it has a converter or a handling of numbers of its own.</summary>
    internal JsonTypeInfo? Own { get; private init; }

    internal static MemberContract Of(JsonTypeInfo owner, JsonPropertyInfo contract) => new(
        contract.Name,
        contract.PropertyType,
        contract.Get!,
        owner.OriginatingResolver is JsonSerializerContext ? SetterOf(contract) : contract.Set,
        IsChangedByOthers(owner) ? null : contract.AttributeProvider as MemberInfo)
    {
        Own = OwnOf(contract),
    };

    internal static MemberContract Of(PropertyInfo property) =>
        new(property.Name, property.PropertyType, property.GetValue, null, property);

    private static JsonTypeInfo? OwnOf(JsonPropertyInfo contract)
    {
        if (contract is { CustomConverter: null, NumberHandling: null }) return null;
        var options = new JsonSerializerOptions(contract.Options);
        if (contract.CustomConverter is { } converter) options.Converters.Insert(0, converter);
        if (contract.NumberHandling is { } handling) options.NumberHandling = handling;
        options.MakeReadOnly();
        return options.GetTypeInfo(contract.PropertyType);
    }

    // A resolver of the program's own, or a modifier, may have said that a member is read otherwise.
    private static bool IsChangedByOthers(JsonTypeInfo owner) => owner.OriginatingResolver
        is not (DefaultJsonTypeInfoResolver { Modifiers.Count: 0 } or JsonSerializerContext);

    /// <summary>
    /// How a member is set. Generated code may not set what only an initializer can, and throws; the property can.
    /// </summary>
    private static Action<object, object?>? SetterOf(JsonPropertyInfo contract) =>
        contract.Set is not null && contract.AttributeProvider is PropertyInfo { SetMethod: { } setter } property
            && setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
            ? property.SetValue
            : contract.Set;
}
