using System.Reflection;
using System.Runtime.CompilerServices;

namespace Timeline.Tests.Unit.Repository;

/// <summary>The public surface has nothing in it that F# cannot use well.</summary>
public sealed class FSharpTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] NamesOfFSharp =
        ["Option", "ValueOption", "Result", "Map", "Set", "List", "Seq", "Choice", "Async", "Ref", "Lazy"];

    private static readonly Type[] Public =
        [.. new[] { "Timeline.Core", "Timeline.Interop", "Timeline.Exporters", "Timeline.Hosting", "Timeline.Sqlite", "Timeline.Postgres" }
            .SelectMany(name => Assembly.Load(name).GetExportedTypes())];

    // What C# calls for a collection expression; F# has the type's own factories.
    private static readonly Type[] Builders =
        [.. Public.Select(type => type.GetCustomAttribute<CollectionBuilderAttribute>()?.BuilderType).OfType<Type>()];

    private static IEnumerable<MethodInfo> Methods => Public
        .Where(type => !type.IsSubclassOf(typeof(Delegate)))
        .SelectMany(type => type.GetMethods(Declared))
        .Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.IsSpecialName);

    [Fact]
    public void A_method_has_at_most_one_out_parameter_and_it_is_the_last() => None(Methods
        .Where(method => method.Name != "Deconstruct")
        .Where(method => method.GetParameters().SkipLast(1).Any(parameter => parameter.IsOut)));

    [Fact]
    public void No_parameter_is_passed_by_reference() => None(Methods.Where(method => method.GetParameters()
        .Any(parameter => parameter is { ParameterType.IsByRef: true, IsOut: false, IsIn: false })));

    [Fact]
    public void Nothing_returns_a_value_tuple() => None(Methods.Where(method =>
        Parts(method.ReturnType).Any(part => part.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) ?? false)));

    [Fact]
    public void Nothing_but_a_part_given_in_construction_returns_a_delegate() => None(Methods.Where(method =>
        method.ReturnType.IsSubclassOf(typeof(Delegate)) && !method.IsSpecialName));

    [Fact]
    public void No_public_delegate_is_declared() => None(Public.Where(type => type.IsSubclassOf(typeof(Delegate))));

    [Fact]
    public void No_generic_type_hides_one_that_every_F_sharp_file_knows() => None(Public
        .Where(type => !type.IsNested && type.IsGenericType && NamesOfFSharp.Contains(type.Name.Split('`')[0])));

    [Fact]
    public void A_method_that_takes_a_span_of_many_has_a_sibling_that_takes_a_sequence() => None(Methods
        .Where(method => !Builders.Contains(method.DeclaringType!) && method.GetParameters().Any(IsManySpan))
        .Where(method => !Siblings(method).Any(sibling => sibling.GetParameters()
            .Any(p => p.IsDefined(typeof(ParamArrayAttribute)) || p.ParameterType.Name == "IEnumerable`1"))));

    [Fact]
    public void Overloads_differ_in_more_than_the_type_of_a_delegate() => None(Methods
        .Where(method => method.GetParameters().Any(IsDelegate))
        .Where(method => Siblings(method).Any(sibling => sibling != method && Shape(sibling) == Shape(method))));

    [Fact]
    public void There_are_no_extension_properties() => None(Public
        .SelectMany(type => type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic))
        .Where(type => type.Name.StartsWith("<G>", StringComparison.Ordinal) || type.Name.StartsWith("<M>", StringComparison.Ordinal))
        .SelectMany(type => type.GetProperties()));

    private static bool IsManySpan(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(ParamCollectionAttribute)) && parameter.ParameterType.Name.EndsWith("Span`1", StringComparison.Ordinal);

    private static IEnumerable<MethodInfo> Siblings(MethodInfo method) =>
        method.DeclaringType!.GetMethods(Declared).Where(other => other.Name == method.Name);

    private static string Shape(MethodInfo method) => string.Join(',', method.GetParameters()
        .Select(parameter => IsDelegate(parameter) ? "delegate" : parameter.ParameterType.ToString()));

    private static bool IsDelegate(ParameterInfo parameter) => parameter.ParameterType.IsSubclassOf(typeof(Delegate));

    private static IEnumerable<Type> Parts(Type type) => type.GetGenericArguments().SelectMany(Parts).Append(type);

    private static void None(IEnumerable<MemberInfo> members)
    {
        string[] found = [.. members.Select(member => $"{member.DeclaringType?.Name}.{member}").Order()];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
