using System.Diagnostics;
using System.Globalization;
using Timeline.Histories;
using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;

namespace Timeline.Tests.Integration.Sqlite;

/// <summary>This test program started once more as a process that records until it is stopped, to be killed or
/// raced.</summary>
public sealed class ChildWriter
{
    private const string Variable = "TIMELINE_TEST_CHILD_WRITER";
    private const string Acknowledged = "acknowledged ";

    internal static HistoryName Name { get; } = HistoryName.Of("child.json");

    /// <summary>Does nothing unless started by <see cref="Start"/>: not a test but the child's work.</summary>
    [Fact(Explicit = true)]
    public async Task Work()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } wish) return;
        var parts = wish.Split('|', 3);
        var writer = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var count = int.Parse(parts[1], CultureInfo.InvariantCulture);
        await using var store = SqliteHistoryStore.Open(parts[2]);
        for (var i = 0; i < count; i++)
        {
            await Writers.Append(store, Name, writer, i, 1);
            Console.WriteLine($"{Acknowledged}{i}");
            await Console.Out.FlushAsync();
        }
    }

    /// <summary>Starts a child; it prints each number after the store has acknowledged it.</summary>
    internal static Process Start(string store, int writer, int count)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Timeline.Tests.Integration.dll"));
        var method = $"{typeof(ChildWriter).FullName}.{nameof(Work)}";
        foreach (var argument in new[] { "-explicit", "only", "-method", method })
            start.ArgumentList.Add(argument);
        start.Environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{writer}|{count}|{store}");
        return Process.Start(start) ?? throw new InvalidOperationException("The child did not start.");
    }

    /// <summary>The number that a line of a child's output acknowledges; null for another line.</summary>
    internal static int? NumberIn(string line) =>
        line.StartsWith(Acknowledged, StringComparison.Ordinal)
        && int.TryParse(line.AsSpan(Acknowledged.Length), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Records the version that the children build on.</summary>
    internal static async Task RecordRoot(string path)
    {
        await using var store = SqliteHistoryStore.Open(path);
        var root = Draft.Start.ToRoot(Draft.StampOf(0));
        _ = Right(await store.AppendAsync(
            Name, AppendBatch.Of(root, BranchMove.Create(BranchName.Main, root.Id))));
    }
}
