using System.Diagnostics;
using System.Globalization;
using Timeline.Persisting;
using Timeline.Sqlite;
using Timeline.Watching;

namespace Timeline.Tests.Integration.Persisting;

/// <summary>This test program started once more as one that sets a variable until it is killed.</summary>
public sealed class ChildSetter
{
    private const string Variable = "TIMELINE_TEST_CHILD_SETTER";
    private const string Acknowledged = "acknowledged ";

    internal static Sealing Sealing { get; } = new() { Keys = new KeyRing("k", _ => new byte[KeyRing.KeySize]) };

    /// <summary>Does nothing unless started by <see cref="Start"/>: not a test but the child's work.</summary>
    [Fact(Explicit = true)]
    public async Task Work()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } path) return;
        await using var store = SqliteHistoryStore.Open(path);
        await using var registry = new Registry();
        var options = new WatchOptions<int> { Journal = new() { Store = store, Sealing = Sealing } };
        var count = await registry.WatchAsync("count", 0, options);
        var output = new Lock();
        _ = Parallel.For(0, 4, _ =>
        {
            while (true)
            {
                var made = count.Update(value => value + 1);
                lock (output)
                {
                    Console.WriteLine($"{Acknowledged}{made.Index}");
                    Console.Out.Flush();
                }
            }
        });
    }

    /// <summary>Starts a child; it prints each version's index after the set has returned.</summary>
    internal static Process Start(string store)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Timeline.Tests.Integration.dll"));
        var method = $"{typeof(ChildSetter).FullName}.{nameof(Work)}";
        foreach (var argument in new[] { "-explicit", "only", "-method", method })
            start.ArgumentList.Add(argument);
        start.Environment[Variable] = store;
        return Process.Start(start) ?? throw new InvalidOperationException("The child did not start.");
    }

    /// <summary>The index that a line of a child's output acknowledges; null for another line.</summary>
    internal static int? IndexIn(string line) =>
        line.StartsWith(Acknowledged, StringComparison.Ordinal)
        && int.TryParse(line.AsSpan(Acknowledged.Length), CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
}
