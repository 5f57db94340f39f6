using System.Reflection;
using System.Runtime.CompilerServices;

namespace Timeline.Tests.Unit.Repository;

/// <summary>The core takes time and chance as arguments, touches no file, holds no lock and no global state.</summary>
public sealed class PurityTests
{
    private static readonly string[] ForbiddenTypes =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
        "System.IO.FileSystemWatcher", "System.IO.DriveInfo", "System.Console", "System.Environment", "System.AppContext",
        "System.Random", "System.Security.Cryptography.RandomNumberGenerator", "System.TimeProvider",
        "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.Threading.Monitor", "System.Threading.Lock",
        "System.Threading.Mutex", "System.Threading.SemaphoreSlim", "System.Threading.ReaderWriterLockSlim",
        "System.Threading.Interlocked", "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer",
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid",
        "System.Guid.CreateVersion7", "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Delay",
    ];

    // Type that may, what it may use, and why.
    private static readonly (string User, string Used, string Reason)[] Allowed =
    [
        ("*", "System.Environment.get_CurrentManagedThreadId", "the compiler's iterators ask who enumerates"),
        ("Timeline.Collections.PersistentList", "System.Threading.Interlocked", "of versions that share a tail one may fill its next place"),
        ("Timeline.Objects.DeepStack", "System.Threading.Thread", "what nests deep needs a larger stack, or ends the process"),
        ("Timeline.Storage.MemoryHistoryStore", "System.Threading.Lock", "a store is shared by its callers"),
        ("Timeline.Storage.MemoryHistoryStore", "System.Threading.Interlocked", "a store is shared by its callers"),
        ("Timeline.Events.MemoryEventStore", "System.Threading.Interlocked", "a store is shared by its callers"),
        ("Timeline.Events.MemoryClockStore", "System.Threading.Interlocked", "a store is shared by its callers"),
        ("Timeline.ErrorLogs.MemoryErrorStore", "System.Threading.Interlocked", "a store is shared by its callers"),
    ];

    private static readonly IReadOnlyCollection<Use> Core = AssemblyUses.Of("Timeline.Core");

    [Fact]
    public void The_core_reads_no_clock_draws_no_lots_touches_no_file_and_takes_no_lock()
    {
        string[] impure = [.. Core.Where(IsForbidden).Where(use => !IsAllowed(use)).Select(use => $"{use}").Order()];
        Assert.True(impure.Length == 0, string.Join("\n", impure.Prepend("Not for the core:")));
    }

    [Fact]
    public void The_core_uses_no_network_and_no_reflection_to_make_types()
    {
        string[] spaces = ["System.Net", "System.Reflection.Emit", "System.Runtime.Loader"];
        Assert.DoesNotContain(Core, use =>
            spaces.Any(space => use.TypeNamespace.StartsWith(space, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_static_field_of_the_core_can_be_assigned_twice()
    {
        var assignable = typeof(TimelineError).Assembly.GetTypes()
            .Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsInitOnly: false, IsLiteral: false } && !field.Name.StartsWith('<'));
        Assert.Empty(assignable.Select(field => $"{field.DeclaringType}.{field.Name}"));
    }

    [Fact]
    public void The_forbidden_uses_are_seen_where_there_are_any()
    {
        var uses = AssemblyUses.Of("Timeline.Tests.Unit").Where(use => use.User.EndsWith("Specimen", StringComparison.Ordinal));
        Assert.Equal(
            ["System.DateTime.get_UtcNow", "System.Guid.NewGuid"],
            uses.Where(use => IsForbidden(use) && !IsAllowed(use)).Select(use => $"{use.Type}.{use.Member}").Order());
    }

    private static bool IsForbidden(Use use) =>
        ForbiddenTypes.Contains(use.Type) || ForbiddenMembers.Contains($"{use.Type}.{use.Member}");

    private static bool IsAllowed(Use use) => Allowed.Any(entry =>
        (entry.User == "*" || entry.User == use.User.Split('`')[0])
        && (entry.Used == use.Type || entry.Used == $"{use.Type}.{use.Member}"
            || (use.Member.Length == 0 && entry.Used.StartsWith(use.Type + ".", StringComparison.Ordinal))));

    private static bool IsGenerated(Type? type) => type is not null
        && (type.GetCustomAttribute<CompilerGeneratedAttribute>() is not null || type.Name.StartsWith('<')
            || IsGenerated(type.DeclaringType));
}
