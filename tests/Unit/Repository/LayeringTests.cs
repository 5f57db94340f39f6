namespace Timeline.Tests.Unit.Repository;

/// <summary>Arrows go one way, as the compiled assemblies tell it: also a use inside a method counts.</summary>
public sealed class LayeringTests
{
    private const string Errors = "Timeline.TimelineError";

    // From the ground up: a room may use those before it. Each room's folder says the same in its README.
    private static readonly string[] Rooms =
    [
        "Timeline.Collections", "Timeline.Values", "Timeline.Objects", "Timeline.Changes", "Timeline.Histories", "Timeline.Undo",
        "Timeline.Tracking", "Timeline.Storage", "Timeline.Documents", "Timeline.Causality", "Timeline.Crdts",
        "Timeline.Sequences", "Timeline.Trees",
        "Timeline.Events", "Timeline.ErrorLogs", "Timeline.Rows", "Timeline.ChangeLogs",
    ];

    // The same of the facade for mutable code, whose root holds the exception that errors of the core become.
    private static readonly string[] InteropRooms =
    [
        "Timeline", "Timeline.Stamping", "Timeline.Locking", "Timeline.Telemetry", "Timeline.Isolation", "Timeline.Navigating",
        "Timeline.Admission",
        "Timeline.Observing", "Timeline.Persisting",
        "Timeline.Watching", "Timeline.Namespaces", "Timeline.ChangeTracking", "Timeline.Emitting",
        "Timeline.Containers", "Timeline.ChangeObservers", "Timeline.Configuring",
    ];

    private static readonly IReadOnlyCollection<Use> Core = AssemblyUses.Of("Timeline.Core");

    private static readonly IReadOnlyCollection<Use> Interop = AssemblyUses.Of("Timeline.Interop");

    [Fact]
    public void No_room_of_the_core_uses_one_above_it()
    {
        var homes = HomesOfErrors();
        string[] arrowsBack =
        [
            .. Core.Where(use => Rooms.Contains(use.UserNamespace) && IsAbove(use, homes)).Select(use => $"{use}").Order(),
        ];
        Assert.True(arrowsBack.Length == 0, string.Join("\n", arrowsBack.Prepend("Arrows back:")));
    }

    [Fact]
    public void No_room_of_the_facade_uses_one_above_it()
    {
        string[] arrowsBack =
        [
            .. Interop.Where(use => Floor(use.TypeNamespace) > Floor(use.UserNamespace)).Select(use => $"{use}").Order(),
        ];
        Assert.True(arrowsBack.Length == 0, string.Join("\n", arrowsBack.Prepend("Arrows back:")));
        var spaces = Interop.Select(use => use.UserNamespace).Where(space => space.StartsWith("Timeline", StringComparison.Ordinal));
        Assert.Empty(spaces.Distinct().Except(InteropRooms));

        static int Floor(string space) => Array.IndexOf(InteropRooms, space);
    }

    // A lock statement takes it on anything but the platform's Lock, also on a lock of our own, and nothing warns of that.
    [Fact]
    public void No_room_of_the_facade_uses_the_monitor_of_an_object() =>
        Assert.DoesNotContain(Interop, use => use.Type == "System.Threading.Monitor");

    [Fact]
    public void Every_namespace_of_the_core_is_a_room_or_the_root()
    {
        var spaces = Core.Select(use => use.UserNamespace).Where(space => space.StartsWith("Timeline", StringComparison.Ordinal));
        Assert.Empty(spaces.Distinct().Except([.. Rooms, "Timeline"]));
    }

    [Fact]
    public void The_root_of_the_core_holds_nothing_but_the_errors() =>
        Assert.Equal([Errors], Core.Where(use => use.UserNamespace == "Timeline").Select(use => use.User).Distinct());

    [Theory]
    [InlineData("Timeline.Core")]
    [InlineData("Timeline.Interop", "Timeline.Core")]
    [InlineData("Timeline.Exporters", "Timeline.Interop", "Timeline.Core")]
    [InlineData("Timeline.Hosting", "Timeline.Interop", "Timeline.Core")]
    [InlineData("Timeline.Sqlite", "Timeline.Core")]
    [InlineData("Timeline.Postgres", "Timeline.Core")]
    [InlineData("timeline", "Timeline.Core", "Timeline.Sqlite")]
    public void An_assembly_refers_only_to_those_below_it(string assembly, params string[] allowed)
    {
        var ours = AssemblyUses.References(assembly)
            .Where(name => name.StartsWith("timeline", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(ours.Except(allowed));
    }

    [Fact]
    public void The_reader_of_assemblies_sees_into_methods_lambdas_and_signatures()
    {
        var uses = AssemblyUses.Of("Timeline.Tests.Unit")
            .Where(use => use.User.EndsWith("." + nameof(Specimen), StringComparison.Ordinal))
            .Select(use => use.Member.Length == 0 ? use.Type : $"{use.Type}.{use.Member}");
        string[] hidden =
        [
            "System.Guid.NewGuid", "System.Version", "System.Uri", "System.Text.StringBuilder",
            "System.DateTime.get_UtcNow",
        ];
        Assert.Empty(hidden.Except(uses));
    }

    /// <summary>
    /// The cases of the error stand in one type but each belongs to a room: the highest one whose types it carries.
    /// </summary>
    private static Dictionary<string, int> HomesOfErrors()
    {
        Dictionary<string, int> homes = [];
        foreach (var type in typeof(TimelineError).GetNestedTypes())
        {
            var carried = type.GetProperties().SelectMany(property => Parts(property.PropertyType));
            homes[$"{Errors}+{type.Name}"] = carried.Select(part => Array.IndexOf(Rooms, part.Namespace)).Append(-1).Max();
        }

        return homes;
    }

    private static IEnumerable<Type> Parts(Type type) => type.GetGenericArguments().SelectMany(Parts).Append(type);

    private static bool IsAbove(Use use, Dictionary<string, int> homes)
    {
        var room = homes.TryGetValue(use.Type, out var home) ? home : Array.IndexOf(Rooms, use.TypeNamespace);
        return room > Array.IndexOf(Rooms, use.UserNamespace);
    }
}
