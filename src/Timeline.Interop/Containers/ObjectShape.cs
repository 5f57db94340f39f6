using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Timeline.Objects;

namespace Timeline.Containers;

/// <summary>The properties that objects of a type have in JSON, read once.</summary>
internal sealed class ObjectShape
{
    private static readonly ConditionalWeakTable<Type, ObjectShape> Known = [];

    private readonly Dictionary<string, ObjectProperty> _byNameInCode = [];

    private ObjectShape(Type type, IEnumerable<MemberView> members)
    {
        TypeName = type.Name;
        Properties =
        [
            .. members.Where(it => it.Contract.Reader is PropertyInfo)
                .Select(it => new ObjectProperty(it, (PropertyInfo)it.Contract.Reader!)),
        ];
        foreach (var property in Properties) _ = _byNameInCode.TryAdd(property.NameInCode, property);
    }

    /// <summary>The type, as messages name it.</summary>
    public string TypeName { get; }

    /// <summary>All of them, in the order of JSON.</summary>
    public ImmutableArray<ObjectProperty> Properties { get; }

    /// <summary>The properties of a type.</summary>
    /// <exception cref="ArgumentException">There is no contract with it, or none of properties.</exception>
    public static ObjectShape Of(Type type) => OrNull(type) ?? throw new ArgumentException(
        $"An object of type {type} cannot be followed: in JSON it is no object with properties.");

    /// <summary>The properties of a type; null where it is something else in JSON than an object.</summary>
    public static ObjectShape? OrNull(Type type)
    {
        if (Known.TryGetValue(type, out var known)) return known;
        try
        {
            var contract = TypeViews.ContractOf(ObjectTree.Default, type);
            if (contract.Kind != JsonTypeInfoKind.Object) return null;
            if (contract.Properties.FirstOrDefault(it => it.IsExtensionData) is { } rest)
                throw new ObjectFault(type, $"its {rest.Name} is extension data, which is no property of its own");
            var shape = new ObjectShape(type, TypeViews.MembersOf(ObjectTree.Default, contract));
            return Known.GetValue(type, _ => shape);
        }
        catch (ObjectFault fault)
        {
            throw new ArgumentException(
                $"An object of type {type} cannot be followed: {fault.ToError().Message}", fault);
        }
    }

    /// <summary>The property of a name in code.</summary>
    public bool TryFind(string name, [MaybeNullWhen(false)] out ObjectProperty property) =>
        _byNameInCode.TryGetValue(name, out property);
}
