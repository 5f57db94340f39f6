using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Timeline.Containers;

/// <summary>What an interface asks of whoever implements it, read once.</summary>
internal sealed class ProxyShape
{
    private static readonly ConditionalWeakTable<Type, ProxyShape> Known = [];

    private readonly Type _type;
    private readonly Dictionary<MethodInfo, Accessor> _accessors = [];
    private readonly string[] _others;

    [RequiresUnreferencedCode("Properties of the interface are read by reflection.")]
    private ProxyShape(Type type)
    {
        _type = type;
        Shape = ObjectShape.Of(type);
        List<object?> defaults = [];
        Dictionary<(string Name, Type Type), int> slots = [];
        List<string> others = [];
        foreach (var one in type.GetInterfaces().Append(type).Where(it => !IsOwn(it)))
        {
            foreach (var property in one.GetProperties().Where(it => it.GetIndexParameters().Length == 0))
            {
                // One class that implemented both would have one property for them.
                if (!slots.TryGetValue((property.Name, property.PropertyType), out var slot))
                {
                    slots.Add((property.Name, property.PropertyType), slot = defaults.Count);
                    defaults.Add(DefaultOf(property.PropertyType));
                }

                foreach (var accessor in property.GetAccessors())
                    _accessors.Add(accessor, new(slot, property.Name, property.PropertyType));
                // What the interface itself says of it only an object can run.
                if (property.GetAccessors().Any(it => !it.IsAbstract))
                    others.Add($"{one}.{property.Name} (which has a body)");
            }

            others.AddRange(one.GetMethods().Where(it => !_accessors.ContainsKey(it)).Select(it => $"{one}.{it.Name}"));
        }

        _others = [.. others];
        Defaults = [.. defaults];
    }

    /// <summary>The properties for JSON.</summary>
    public ObjectShape Shape { get; }

    /// <summary>What each place for a value holds at first.</summary>
    public object?[] Defaults { get; }

    /// <summary>What an interface asks.</summary>
    /// <exception cref="ArgumentException">It is no interface.</exception>
    [RequiresUnreferencedCode("Properties of the interface are read by reflection.")]
    public static ProxyShape Of(Type type)
    {
        if (!type.IsInterface)
        {
            throw new ArgumentException(
                $"{type} is no interface: only of interfaces can a proxy be made. Derive a class from TrackedObject.");
        }

        if (type.GetInterfaces().Append(type).FirstOrDefault(HasStatics) is { } one)
            throw new ArgumentException($"{one} has static members to implement, which no object of {type} can.");
        if (InitOf(type) is { } init)
        {
            throw new ArgumentException(
                $"{init.DeclaringType}.{init.Name} has an init accessor, with which .NET can make no proxy of {type}: "
                + "it can have a getter alone.");
        }

        if (StackOnlyOf(type) is { } method)
        {
            throw new ArgumentException(
                $"{method.DeclaringType}.{method.Name} takes or returns what lives on the stack alone, as spans do: "
                + $".NET can make no proxy of {type}.");
        }

        return Known.GetValue(type, static it => new(it));
    }

    /// <summary>Throws if it has members that only an object can implement.</summary>
    public void RequireNothingButProperties()
    {
        if (_others.Length == 0) return;
        throw new ArgumentException(
            $"{_type} has members that are no properties: {string.Join(", ", _others)}. Give an object to forward them "
            + "to.");
    }

    /// <summary>The property that a method gets or sets.</summary>
    public bool TryFind(MethodInfo method, [MaybeNullWhen(false)] out Accessor accessor) =>
        _accessors.TryGetValue(method, out accessor);

    private static bool IsOwn(Type type) =>
        type == typeof(INotifyPropertyChanged) || type == typeof(INotifyPropertyChanging);

    private static object? DefaultOf(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null
        ? RuntimeHelpers.GetUninitializedObject(type)
        : null;

    [RequiresUnreferencedCode("Methods of the interface are read by reflection.")]
    private static bool HasStatics(Type type) =>
        Array.Exists(type.GetMethods(BindingFlags.Static | BindingFlags.Public), it => it.IsAbstract);

    [RequiresUnreferencedCode("Properties of the interface are read by reflection.")]
    private static PropertyInfo? InitOf(Type type) => type.GetInterfaces().Append(type)
        .SelectMany(it => it.GetProperties())
        .FirstOrDefault(it => it.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Length > 0);

    [RequiresUnreferencedCode("Methods of the interface are read by reflection.")]
    private static MethodInfo? StackOnlyOf(Type type) => type.GetInterfaces().Append(type)
        .SelectMany(it => it.GetMethods(BindingFlags.Instance | BindingFlags.Public))
        .FirstOrDefault(it => it.GetParameters().Append(it.ReturnParameter).Any(
            part => (part.ParameterType.GetElementType() ?? part.ParameterType).IsByRefLike));

    /// <summary>The place of a property's value, and its name and type.</summary>
    internal sealed record Accessor(int Slot, string Name, Type Type);
}
