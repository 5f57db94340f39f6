using System.Diagnostics;
using System.Globalization;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Integration.Exporters;

/// <summary>This test program started once more as one that exports until it is killed.</summary>
public sealed class ChildExporter
{
    private const string Folder = "TIMELINE_TEST_CHILD_EXPORTER";
    private const string Use = "TIMELINE_TEST_CHILD_EXPORTER_USE";
    private const string Target = "TIMELINE_TEST_CHILD_EXPORTER_TARGET";
    private const string Taken = "taken ";

    /// <summary>Does nothing unless started by <see cref="Start"/>: not a test but the child's work.</summary>
    [Fact(Explicit = true)]
    public async Task Work()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder) return;
        var target = Environment.GetEnvironmentVariable(Target);
        IChangeSink sink = string.IsNullOrEmpty(target) ? new Down() : new JsonLinesSink(target);
        await using var exporter = new ChangeExporter(sink, Options(folder, Enum.Parse<SpoolUse>(Environment.GetEnvironmentVariable(Use)!)));
        var list = new TrackedList<int>();
        using var subscription = list.Subscribe(exporter);
        while (true)
        {
            list.Add(list.Count);
            Console.WriteLine($"{Taken}{list.Log.Entries[^1].Id}");
            Console.Out.Flush();
        }
    }

    internal static ExporterOptions Options(string folder, SpoolUse use) => new()
    {
        BatchRecords = 7,
        BufferRecords = 10,
        MaximumDelay = TimeSpan.Zero,
        Spool = new() { Folder = folder, Use = use, SegmentBytes = 8192 },
        Retry = new() { FirstPause = TimeSpan.FromMilliseconds(1), MaximumPause = TimeSpan.FromMilliseconds(1) },
    };

    /// <summary>Starts a child, which prints the id of each entry after the exporter has taken it.</summary>
    internal static Process Start(string folder, SpoolUse use, string? target = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Timeline.Tests.Integration.dll"));
        var method = $"{typeof(ChildExporter).FullName}.{nameof(Work)}";
        foreach (var argument in new[] { "-explicit", "only", "-method", method }) start.ArgumentList.Add(argument);
        start.Environment[Folder] = folder;
        start.Environment[Use] = use.ToString();
        start.Environment[Target] = target ?? "";
        return Process.Start(start) ?? throw new InvalidOperationException("The child did not start.");
    }

    /// <summary>The number of the entry that a line of a child's output says was taken; null for another line.</summary>
    internal static long? NumberIn(string line) =>
        line.StartsWith(Taken, StringComparison.Ordinal)
        && long.TryParse(line.AsSpan(line.LastIndexOf('/') + 1), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private sealed class Down : IChangeSink
    {
        public string Name => "down";

        public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken) => throw new IOException("Down.");

        public ValueTask DisposeAsync() => default;
    }
}
