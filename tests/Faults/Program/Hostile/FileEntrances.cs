using System.Text;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Configuring;
using Timeline.Exporters;
using static Timeline.Tests.Faults.Program.Hostile.Answers;

namespace Timeline.Tests.Faults.Program.Hostile;

/// <summary>Entrances of files that a program of ours finds: configurations, logs of JSON lines, spools.</summary>
internal static class FileEntrances
{
    private const string Entry =
        """{"format":1,"id":"0b0f6f3e-0000-4000-8000-000000000001/1","time":"2026-01-31T12:00:00.0000000Z","action":"init","path":"","after":{"ports":[80]},"tree":[{"container":"0b0f6f3e-0000-4000-8000-000000000001","kind":"dictionary","path":""}]}""";

    private static readonly string[] Configurations =
    [
        """[{"type":"collector","name":"all","priority":10,"options":{"capacity":100}},{"type":"filtered","options":{"actions":["remove"],"paths":["/a/**"]},"observer":{"type":"collector"}}]""",
        """[{"type":"file","options":{"path":"changes.jsonl"}},{"type":"channel","options":{"capacity":5}}]""", "[]",
    ];

    private static readonly string Position = new string('\0', 80)
        + "00000000000000000001 00000000000000000002 00000000000000000264 430bdb11        \n";

    public static IEnumerable<Entrance> All =>
    [
        new("a configuration of observers", TextEntrances.Seeds(Configurations), input => Configure(
            () => ObserverConfiguration.FromJson(Encoding.UTF8.GetString(input))))
        {
            Methods = ["ObserverConfiguration.FromJson(String)"],
        },
        new("a configuration of observers in a file", TextEntrances.Seeds(Configurations), input =>
        {
            using var folder = new TemporaryFolder();
            File.WriteAllBytes(folder.File("observers.json"), input);
            return Configure(() => ObserverConfiguration.Load(folder.File("observers.json")));
        })
        {
            Methods = ["ObserverConfiguration.Load(String)"],
            Cost = 4,
        },
        new("a configuration of observers in pairs", TextEntrances.Seeds("0:type=collector\n0:options:capacity=10\n1:type=filtered\n1:observer:type=collector"), input =>
            Configure(() => ObserverConfiguration.FromPairs(Encoding.UTF8.GetString(input).Split('\n')
                .Select(line => line.Split('=', 2)).Select(it => KeyValuePair.Create(it[0], it.Length > 1 ? it[1] : null)))))
        {
            Methods = ["ObserverConfiguration.FromPairs(String)"],
        },
        new("a log of JSON lines", TextEntrances.Seeds($"{Entry}\n{Entry}\n", $"{Entry}\n{Entry[..60]}", Entry), AppendToLog)
        {
            Methods = ["JsonLinesFile..ctor(String)"],
            Cost = 8,
        },
        new("a spool", () => [Spooled.Value], input => Spool(input, Encoding.Latin1.GetBytes(Position))) { Cost = 60 },
        new("the position of a spool", TextEntrances.Seeds(Position), input => Spool(Spooled.Value, input)) { Cost = 60 },
    ];

    private static Lazy<byte[]> Spooled { get; } = new(() => Encoding.UTF8.GetBytes(
        $"timeline-spool 1\n63a23891 {Entry}\n63a23891 {Entry}\n"));

    // Its own exception is the documented one; every fault in it is told with its place.
    private static bool Configure(Func<ObserverConfiguration> read)
    {
        try
        {
            using var built = Catalog.Build(read());
            return true;
        }
        catch (ObserverConfigurationException wrong)
        {
            foreach (var line in wrong.Message.Split('\n')) Must(line.Length < 4000, "a message is too long");
            return false;
        }
    }

    // No file is made of what somebody has written.
    private static ObserverCatalog Catalog { get; } = ObserverCatalog.Standard
        .With("file", settings =>
        {
            _ = settings.Text("path");
            return () => new ChangeCollector();
        });

    private static bool AppendToLog(byte[] input)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("log.jsonl");
        File.WriteAllBytes(path, input);
        using (var log = new JsonLinesFile(path))
        {
            log.Append(Encoding.UTF8.GetBytes(Entry));
            log.Flush();
        }

        var after = File.ReadAllBytes(path);
        var line = Encoding.UTF8.GetBytes(Entry + "\n");
        Must(after.AsSpan().EndsWith(line), "what was appended is not the last line");
        Must(after.Length == line.Length || after[^(line.Length + 1)] == (byte)'\n', "what was appended stands on a line with something else");
        return true;
    }

    // An exporter that finds a spool sends what it can read, and sets aside what it cannot.
    private static bool Spool(byte[] segment, byte[] position)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("0000000002.spool"), segment);
        File.WriteAllBytes(folder.File("position"), position);
#pragma warning disable CA2000 // The exporter disposes of it.
        var sink = new Counting();
#pragma warning restore CA2000
        var options = new ExporterOptions
        {
            MaximumDelay = TimeSpan.Zero,
            ShutdownTime = TimeSpan.FromMilliseconds(200),
            Spool = new() { Folder = Path.GetDirectoryName(folder.File("x"))!, Use = SpoolUse.Always },
        };
        try
        {
            var exporter = new ChangeExporter(sink, options);
            exporter.OnNext(Right(ChangeJson.Parse(Encoding.UTF8.GetBytes(Entry))));
            exporter.FlushAsync().GetAwaiter().GetResult();
            exporter.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (InvalidDataException other)
        {
            // Documented for a spool of another version.
            return Refused(other.Message);
        }

        Must(sink.Count > 0, "what came after a damaged spool was not sent");
        return true;
    }

    private sealed class Counting : IChangeSink
    {
        public string Name => "counting";

        public int Count { get; private set; }

        public ValueTask SendAsync(ExportBatch batch, CancellationToken cancellationToken)
        {
            Count += batch.Records.Length;
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
