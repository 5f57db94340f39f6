using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Timeline.Objects;

/// <summary>What is known of a member before it is looked at.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Sets it in an object that is not seen by others yet; null where only construction can.</param>
/// <param name="Getter">The getter of the property that it is, if it is one.</param>
internal sealed record MemberContract(
    string Name,
    Type Type,
    Func<object, object?> Get,
    Action<object, object?>? Set,
    MethodInfo? Getter)
{
    internal static MemberContract Of(JsonPropertyInfo contract) => new(
        contract.Name,
        contract.PropertyType,
        contract.Get!,
        contract.Set,
        (contract.AttributeProvider as PropertyInfo)?.GetMethod);

    internal static MemberContract Of(PropertyInfo property) =>
        new(property.Name, property.PropertyType, property.GetValue, null, property.GetMethod);
}
