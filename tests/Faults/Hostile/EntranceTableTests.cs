using System.Collections.Immutable;
using System.Reflection;
using Timeline.Tests.Faults.Program.Hostile;
using Timeline.Values;

namespace Timeline.Tests.Faults.Hostile;

/// <summary>The table of entrances names every public method that takes bytes or text from outside.</summary>
public sealed class EntranceTableTests
{
    private static readonly string[] Verbs = ["Parse", "TryParse", "Read", "From", "Load", "Open", "Import", "Decode", "Apply"];

    private static readonly HashSet<Type> Outside =
    [
        typeof(string), typeof(byte[]), typeof(ReadOnlySpan<byte>), typeof(ReadOnlyMemory<byte>), typeof(Stream), typeof(TextReader),
        typeof(System.Buffers.ReadOnlySequence<byte>), typeof(IAsyncEnumerable<ReadOnlyMemory<byte>>), typeof(Value),
    ];

    /// <summary>Methods that look like entrances and are none, with the reason.</summary>
    private static readonly ImmutableDictionary<string, string> Exceptions = new Dictionary<string, string>
    {
        ["EventId.FromBytes(ReadOnlySpan<Byte>)"] = "sixteen bytes are any id; another count is the caller's fault",
        ["Text.From(String)"] = "a value made by the program, not read",
        ["Stamp.FromTicks(String)"] = "a stamp made by the program, not read",
        ["Patch.Apply(Value)"] = "every patch that is read is applied at its entrance",
        ["JsonPatch.Apply(Value)"] = "every patch that is read is applied at its entrance",
        ["Document.From(Value)"] = "a value made by the program, not read",
        ["PostgresHistoryStore.OpenAsync(String)"] = "a connection string is the owner's; what the server answers is in DamageTests",
        ["PostgresEventStore.OpenAsync(String)"] = "as PostgresHistoryStore",
        ["PostgresErrorStore.OpenAsync(String)"] = "as PostgresHistoryStore",
        ["PostgresClockStore.OpenAsync(String)"] = "as PostgresHistoryStore",
    }.ToImmutableDictionary();

    [Fact]
    public void Each_entrance_has_a_name_of_its_own() => Assert.Empty(
        Entrances.All.CountBy(it => it.Name).Where(it => it.Value > 1).Select(it => it.Key));

    [Fact]
    public void Every_public_method_that_takes_bytes_or_text_in_is_in_the_table()
    {
        var named = Entrances.All.SelectMany(it => it.Methods).Concat(Exceptions.Keys).ToHashSet();
        var there = Methods().Select(NameOf).ToHashSet();
        var missing = there.Except(named).Order().ToList();
        Assert.True(missing.Count == 0, $"not in the table of entrances: {string.Join(", ", missing)}");
        var gone = named.Where(it => !it.Contains("ctor", StringComparison.Ordinal)).Except(there).Order().ToList();
        Assert.True(gone.Count == 0, $"in the table, and no method: {string.Join(", ", gone)}");
    }

    private static IEnumerable<MethodInfo> Methods() =>
        from assembly in (Assembly[])
        [
            typeof(Json).Assembly, typeof(Watching.Registry).Assembly, typeof(Exporters.ChangeExporter).Assembly,
            typeof(Sqlite.SqliteHistoryStore).Assembly, typeof(global::Timeline.Postgres.PostgresHistoryStore).Assembly,
        ]
        from type in assembly.GetExportedTypes()
        where !type.IsInterface
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where Verbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal))
            && method.GetParameters().Any(it => Outside.Contains(Bare(it.ParameterType)))
        select method;

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}"
        + $"({Words(method.GetParameters().Select(it => it.ParameterType).First(it => Outside.Contains(Bare(it))))})";

    private static Type Bare(Type type) => type.IsByRef ? type.GetElementType()! : type;

    private static string Words(Type type) => type.IsByRef ? Words(type.GetElementType()!) + "&"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(',', type.GetGenericArguments().Select(Words))}>"
        : type.Name;
}
