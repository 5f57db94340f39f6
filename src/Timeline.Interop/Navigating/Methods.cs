using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Timeline.Objects;

namespace Timeline.Navigating;

/// <summary>The public methods of a type that a path can call.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = MemberLegs.AreKept)]
[UnconditionalSuppressMessage("Trimming", "IL2075", Justification = MemberLegs.AreKept)]
internal static class Methods
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public;

    /// <summary>The method that is called without an argument, or why there is none.</summary>
    internal static MethodInfo? Find(Type type, string name, out Misstep? why)
    {
        var named = Named(type, name);
        var fitting = named.Where(it => it.GetParameters().All(IsOptional)).MinBy(it => it.GetParameters().Length);
        why = fitting is not null ? null
            : named.Length == 0 ? Missing(type, name)
            : Misstep.Call($"{Called(type, name)} needs arguments: {Signature(named[0])}");
        return fitting;
    }

    /// <summary>As <see cref="Find"/>, of a method whose result can be gone on from.</summary>
    internal static MethodInfo? FindReader(Type type, string name, out Misstep? why)
    {
        var found = Find(type, name, out why);
        if (found is null || (found.ReturnType != typeof(void) && Members.IsHoldable(found.ReturnType))) return found;
        why = Misstep.Call($"{Called(type, name)} gives nothing back");
        return null;
    }

    /// <summary>How a method is written in a path whose name alone was; null if there is none.</summary>
    internal static string? Instead(Type type, string name) => Named(type, name) switch
    {
        [] => null,
        _ when Find(type, name, out _) is not null => $"there is a method: write {name}()",
        _ => $"there is a method: write {name}(_) to call it with what is set",
    };

    /// <summary>Calls a method without an argument.</summary>
    internal static Misstep? Call(object container, string name)
    {
        if (Find(container.GetType(), name, out var why) is not { } method) return why;
        _ = Invoke(method, container);
        return null;
    }

    /// <summary>
    /// Calls a method with one argument: the one whose parameter is of just its type, else one that takes it as it is,
    /// else one that takes it converted.
    /// </summary>
    internal static Misstep? CallWith(object container, string name, object? value)
    {
        var type = container.GetType();
        var named = Named(type, name);
        if (named.Length == 0) return Missing(type, name);
        var candidates = named.Where(it => it.GetParameters() is [_, .. var rest] && rest.All(IsOptional)).ToArray();
        if (candidates.Length == 0)
            return Misstep.Call($"{Called(type, name)} does not take one argument: {Signature(named[0])}");
        foreach (var method in candidates.OrderBy(it => Rank(it.GetParameters()[0], value)))
        {
            if (Argument(method.GetParameters()[0], value) is not [var argument]) continue;
            _ = Invoke(method, container, argument);
            return null;
        }

        return Misstep.Call($"{Called(type, name)} does not take {Fitting.Told(value)}: {Signature(candidates[0])}");
    }

    internal static object? Invoke(MethodInfo method, object container, params object?[] given) => method.Invoke(
        container, BindingFlags.DoNotWrapExceptions, null,
        [.. given, .. method.GetParameters()[given.Length..].Select(Default)], null);

    /// <summary>What a parameter is that nothing was given for.</summary>
    internal static object? Default(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (IsRest(parameter)) return Array.CreateInstance(type.GetElementType()!, 0);
        if (!parameter.HasDefaultValue || parameter.DefaultValue is not { } given)
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        return (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } kind ? Enum.ToObject(kind, given) : given;
    }

    private static MethodInfo[] Named(Type type, string name) =>
    [
        .. type.GetMethods(All).Where(it => it.Name == name && !it.IsGenericMethodDefinition && !it.IsSpecialName
            && it.GetParameters().All(parameter => Members.IsHoldable(parameter.ParameterType))),
    ];

    private static Misstep Missing(Type type, string name) => Misstep.Call(
        $"{TypeName.Of(type)} has no method {name}; {Names.Instead(name, type.GetMethods(All)
            .Where(it => !it.IsSpecialName && it.DeclaringType != typeof(object)).Select(it => it.Name))}");

    private static string Called(Type type, string name) => $"{TypeName.Of(type)}.{name}";

    private static string Signature(MethodInfo method) => $"{method.Name}({string.Join(
        ", ", method.GetParameters().Select(it => $"{TypeName.Of(it.ParameterType)} {it.Name}"))})";

    private static bool IsOptional(ParameterInfo parameter) => parameter.IsOptional || IsRest(parameter);

    private static bool IsRest(ParameterInfo parameter) =>
        parameter.ParameterType.IsArray && parameter.IsDefined(typeof(ParamArrayAttribute), false);

    private static int Rank(ParameterInfo parameter, object? value) =>
        value is null ? 0
        : parameter.ParameterType == value.GetType() ? 0
        : parameter.ParameterType == typeof(object) ? 3
        : parameter.ParameterType.IsInstanceOfType(value) ? 1
        : 2;

    /// <summary>The argument, as the parameter takes it; empty if it does not.</summary>
    private static object?[] Argument(ParameterInfo parameter, object? value)
    {
        if (Fitting.TryFit(parameter.ParameterType, value, out var whole, out _)) return [whole];
        if (!IsRest(parameter)) return [];
        var element = parameter.ParameterType.GetElementType()!;
        if (!Fitting.TryFit(element, value, out var one, out _)) return [];
        var rest = Array.CreateInstance(element, 1);
        rest.SetValue(one, 0);
        return [rest];
    }
}
