using System.Globalization;
using System.Reflection;

namespace Timeline.Tests.Unit.Repository;

/// <summary>Types as one writes them in C#, without namespaces.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef) return Of(type.GetElementType()!, nullability?.ElementType ?? nullability);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying) + "?";
        var mark = nullability is { ReadState: NullabilityState.Nullable } && !type.IsValueType && !type.IsGenericParameter ? "?" : "";
        if (type.IsArray) return Of(type.GetElementType()!, nullability?.ElementType) + "[]" + mark;
        if (Keywords.TryGetValue(type, out var keyword)) return keyword + mark;
        var name = type.Name.Split('`')[0];
        if (type is { IsNested: true, IsGenericParameter: false }) name = $"{Of(type.DeclaringType!).Split('<')[0]}.{name}";
        if (!type.IsGenericType) return name + mark;
        var known = nullability?.GenericTypeArguments ?? [];
        var arguments = type.GetGenericArguments().Select((argument, i) => Of(argument, i < known.Length ? known[i] : null));
        return $"{name}<{string.Join(", ", arguments)}>{mark}";
    }

    public static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static string Constraints(Type[] parameters)
    {
        var constrained = parameters.Where(p => p.IsGenericParameter)
            .Select(p => (p.Name, Rules: string.Join(", ", Rules(p))))
            .Where(entry => entry.Rules.Length > 0);
        return string.Concat(constrained.Select(entry => $" where {entry.Name} : {entry.Rules}"));
    }

    private static IEnumerable<string> Rules(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) yield return "class";
        if (isStruct) yield return "struct";
        if (parameter.CustomAttributes.Any(a => a.AttributeType.Name == "NullableAttribute"
            && a.ConstructorArguments is [{ Value: (byte)1 }]) && !isStruct
            && !attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "notnull";
        }

        foreach (var type in parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)))
            yield return Of(type);
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct) yield return "new()";
    }
}
