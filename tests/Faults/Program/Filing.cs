using System.Globalization;
using System.Text;
using Timeline.ChangeObservers;
using Timeline.Containers;
using Timeline.Exporters;
using Timeline.Watching;

namespace Timeline.Tests.Faults.Program;

/// <summary>
/// What else is written to files, one piece after the other: a saved variable, a file of lines, an exporter's spool. Each says
/// <c>done N</c> once it was acknowledged, and <c>refused N IO message</c> where it was refused, and goes on.
/// </summary>
#pragma warning disable CA2000 // An exporter disposes of its sink; what one lambda opens another closes.
internal static class Filing
{
    /// <summary>Saves a variable again and again, each time with one more version.</summary>
    public static int Save(string file, string count, Action<string> say)
    {
        using var registry = new Registry();
        var number = registry.Watch("number", 0);
        for (var i = 0; i < Number(count); i++)
        {
            _ = number.Set(i + 1);
            Try(i, say, () => _ = number.Save(file));
        }

        return 0;
    }

    /// <summary>Appends lines to a file that is put aside when it is full, each brought to the disk.</summary>
    public static int Lines(string file, string count, Action<string> say)
    {
        JsonLinesFile? lines = null;
        Try(-1, say, () => lines = new JsonLinesFile(file, Options));
        for (var i = 0; i < Number(count); i++)
        {
            var line = Encoding.UTF8.GetBytes($"{{\"n\":{i},\"pad\":\"{new string('x', 100 + (i % 50))}\"}}");
            Try(i, say, () => (lines ??= new JsonLinesFile(file, Options)).Append(line));
        }

        Try(-2, say, () => lines?.Dispose());
        return 0;
    }

    /// <summary>Exports to a peer that is down, so that all stays in the spool; what was dropped is said as <c>lost N</c>.</summary>
    public static int Spool(string folder, string count, Action<string> say)
    {
        ChangeExporter? exporter = null;
        Try(-1, say, () => exporter = new ChangeExporter(new Down(), SpoolOptionsOf(folder, say)));
        if (exporter is null) return 0;
        var list = new TrackedList<int>();
        using (list.Subscribe(exporter))
        {
            for (var i = 0; i < Number(count); i++)
            {
                list.Add(i);
                say($"done {i}");
            }
        }

        exporter.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return 0;
    }

    /// <summary>How lines are kept: several files within a run.</summary>
    public static JsonLinesOptions Options { get; } = new() { MaximumBytes = 2000, Sync = FileSync.EachWrite };

    private static ExporterOptions SpoolOptionsOf(string folder, Action<string> say) => new()
    {
        MaximumWait = TimeSpan.FromMilliseconds(1),
        ShutdownTime = TimeSpan.FromMilliseconds(1),
        Spool = new() { Folder = folder, Use = SpoolUse.Always, Sync = SpoolSync.Each, SegmentBytes = 4096 },
        Retry = new() { FirstPause = TimeSpan.FromSeconds(30) },
        Failed = failure =>
        {
            if (failure.Kind is not (ExporterFailureKind.Dropped or ExporterFailureKind.Lost)) return;
            foreach (var record in failure.Records)
                say($"lost {record.Id.Number.ToString(CultureInfo.InvariantCulture)}");
        },
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void Try(int number, Action<string> say, Action act)
    {
        try
        {
            act();
            if (number >= 0) say($"done {number}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            say($"refused {number} IO {failure.Message}");
        }
    }

    /// <summary>A peer that takes nothing.</summary>
    private sealed class Down : IChangeSink
    {
        public string Name => "down";

        public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken) => throw new IOException("down");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
