using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Timeline.Tests.Unit.Repository;

/// <summary>The public surface of an assembly as a text to be reviewed: a line for each type and member, sorted.</summary>
internal sealed class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();
    private readonly StringBuilder _text = new();

    public static string Of(Assembly assembly)
    {
        var dump = new ApiText();
        var spaces = assembly.GetExportedTypes().Where(type => !type.IsNested)
            .GroupBy(type => type.Namespace).OrderBy(space => space.Key, StringComparer.Ordinal);
        foreach (var space in spaces)
        {
            dump.Line(0, $"namespace {space.Key}");
            foreach (var type in space.OrderBy(type => type.Name, StringComparer.Ordinal)) dump.Write(type, 0);
            dump.Line(0, "");
        }

        return dump._text.ToString().TrimEnd('\n') + "\n";
    }

    private void Write(Type type, int depth)
    {
        Line(0, "");
        Line(depth, Header(type));
        var nested = type.GetNestedTypes(Declared).Where(inner => inner.IsNestedPublic || inner.IsNestedFamily);
        if (type.IsEnum)
        {
            foreach (var name in type.GetEnumNames())
                Line(depth + 1, $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
            return;
        }

        foreach (var member in Members(type)) Line(depth + 1, member);
        foreach (var inner in nested.OrderBy(inner => inner.Name, StringComparer.Ordinal)) Write(inner, depth + 1);
    }

    private static string Header(Type type)
    {
        var bases = type.IsEnum ? [] : type.GetInterfaces()
            .Where(face => face.IsVisible && !(type.BaseType?.GetInterfaces().Contains(face) ?? false))
            .Select(face => ApiNames.Of(face)).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            bases.Insert(0, ApiNames.Of(parent));
        var tail = bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
        return $"{Kind(type)} {ApiNames.Of(type)}{tail}{ApiNames.Constraints(type.GetGenericArguments())}";
    }

    private static string Kind(Type type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (type.IsSubclassOf(typeof(Delegate))) return "delegate";
        var record = type.GetMethod("PrintMembers", Declared) is not null ? "record " : "";
        if (type.IsValueType)
            return (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + record + "struct";
        var kind = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, _) => "abstract ",
            (_, true) => "sealed ",
            _ => "",
        };
        return kind + (record.Length > 0 ? "record" : "class");
    }

    private IEnumerable<string> Members(Type type)
    {
        foreach (var constructor in type.GetConstructors(Declared).Where(c => IsOpen(c) && !IsCopy(c)))
            yield return $"{Access(constructor)}new({Parameters(constructor)})";
        foreach (var field in Sorted(type.GetFields(Declared)).Where(field => field.IsPublic || field.IsFamily))
            yield return Field(field);
        foreach (var property in Sorted(type.GetProperties(Declared)).Where(p => p.Name != "EqualityContract"))
        {
            if (property.GetAccessors(true).Where(IsOpen).ToList() is { Count: > 0 } accessors)
                yield return Property(property, accessors);
        }

        foreach (var happening in Sorted(type.GetEvents(Declared)).Where(e => e.AddMethod is { } add && IsOpen(add)))
            yield return $"event {ApiNames.Of(happening.EventHandlerType!)} {happening.Name}";
        foreach (var method in Sorted(type.GetMethods(Declared)).Where(method => IsOpen(method) && IsWritten(method)))
            yield return Method(method);
    }

    private static IEnumerable<T> Sorted<T>(T[] members)
        where T : MemberInfo =>
        members.OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.ToString(), StringComparer.Ordinal);

    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.IsFamily && constructor.GetParameters() is [{ } only] && only.ParameterType == constructor.DeclaringType;

    private string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : field.IsInitOnly ? "readonly " : "";
        var scope = field is { IsStatic: true, IsLiteral: false } ? "static " : "";
        var value = field.IsLiteral ? $" = {ApiNames.Literal(field.GetRawConstantValue())}" : "";
        return $"{scope}{kind}{ApiNames.Of(field.FieldType, _nullability.Create(field))} {field.Name}{value}";
    }

    private string Property(PropertyInfo property, List<MethodInfo> accessors)
    {
        var words = accessors.Select(accessor => accessor == property.SetMethod
            ? accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init;" : "set;"
            : "get;");
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var type = ApiNames.Of(property.PropertyType, _nullability.Create(property));
        return $"{Access(accessors[0])}{type} {name} {{ {string.Join(' ', words)} }}";
    }

    private string Method(MethodInfo method)
    {
        var generics = method.GetGenericArguments();
        var names = generics.Length == 0 ? "" : $"<{string.Join(", ", generics.Select(g => g.Name))}>";
        var type = ApiNames.Of(method.ReturnType, _nullability.Create(method.ReturnParameter));
        var extends = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        var constraints = ApiNames.Constraints(generics);
        return $"{Access(method)}{type} {method.Name}{names}({extends}{Parameters(method)}){constraints}";
    }

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private string Parameter(ParameterInfo parameter)
    {
        var many = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        var way = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        var last = parameter.HasDefaultValue ? $" = {ApiNames.Literal(parameter.RawDefaultValue)}" : "";
        var type = ApiNames.Of(parameter.ParameterType, _nullability.Create(parameter));
        return $"{(many ? "params " : "")}{way}{type} {parameter.Name}{last}";
    }

    private static string Access(MethodBase method)
    {
        var access = method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "";
        if (method.IsStatic) return access + "static ";
        if (method.IsAbstract) return method.DeclaringType!.IsInterface ? "" : access + "abstract ";
        var overrides = method is MethodInfo plain && plain.GetBaseDefinition().DeclaringType != plain.DeclaringType;
        return overrides ? access + "override " : method is { IsVirtual: true, IsFinal: false } ? access + "virtual " : access;
    }

    private static bool IsOpen(MethodBase method) =>
        method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsWritten(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private void Line(int depth, string text) => _text.Append(' ', 4 * depth).Append(text).Append('\n');
}
