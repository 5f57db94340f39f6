using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Timeline.Configuring;
using Timeline.Containers;
using Timeline.Exporters;
using Timeline.Tests.Unit.Observing;

namespace Timeline.Tests.Unit.Exporters;

public sealed class ExporterCatalogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-catalog-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_exporter_of_a_configuration_sends_and_flushes()
    {
        var file = Path.Combine(_folder, "changes.jsonl").Replace('\\', '/');
        var spool = Path.Combine(_folder, "spool").Replace('\\', '/');
        var catalog = ObserverCatalog.Standard.WithExporters();
        await using (var observers = catalog.Build(ObserverConfiguration.FromJson($$"""
            [ { "type": "json-lines-exporter", "options": {
                "path": "{{file}}", "sync": "each-write", "batchRecords": 3, "whenFull": "drop", "attemptTimeout": "00:00:05",
                "spool": { "folder": "{{spool}}", "use": "always", "segmentBytes": 4096 },
                "retry": { "firstPause": "00:00:00.010", "maximumTries": 4, "jitter": false } } } ]
            """)))
        {
            var list = new TrackedList<int>();
            using var subscription = observers.SubscribeTo(list);
            for (var i = 0; i < 10; i++) list.Add(i);
            await observers.FlushAsync();
            Assert.Equal(10, File.ReadAllLines(file).Length);
            Assert.Equal(10, observers.Find<ChangeExporter>()!.Status.Sent);
        }

        Assert.True(File.Exists(Path.Combine(spool, "position")));
    }

    [Fact]
    public async Task An_exporter_of_a_configuration_logs_where_the_program_does()
    {
        Logs logs = new();
        var catalog = ObserverCatalog.Standard.WithExporters().WithService("loggerFactory", logs);
        await using (var observers = catalog.Build(ObserverConfiguration.FromJson("""
            [ { "type": "http-exporter", "options": {
                "address": "http://127.0.0.1:9/", "maximumDelay": "00:00:00.001", "shutdownTime": "00:00:00.100" } } ]
            """)))
        {
            var list = new TrackedList<int>();
            using var subscription = observers.SubscribeTo(list);
            list.Add(1);
        }

        Assert.Equal("Timeline.Exporters", logs.Category);
        Assert.Contains(logs.Log.Entries, entry => entry.Id.Id == 103);
    }

    [Fact]
    public void Every_mistake_is_told_and_nothing_is_made()
    {
        var catalog = ObserverCatalog.Standard.WithExporters().WithService("failed", new ConcurrentQueue<int>());
        var error = Assert.Throws<ObserverConfigurationException>(() => catalog.Build(ObserverConfiguration.FromJson("""
            [
                { "type": "http-exporter", "options": {
                    "address": "ftp://user:secret@example.org/", "headers": { "a b": "c" }, "batchRecords": 0,
                    "maximumDelay": "00:00:00.0001", "spool": { "use": "sometimes" }, "retry": { "maximumTries": 0 }, "batchSize": 5 } },
                { "type": "s3-exporter", "options": { "bucket": "b" } },
                { "type": "kafka-exporter", "options": {} },
                { "type": "json-lines-exporter", "options": { "path": "x", "maximumWait": "2.00:00:00" } } ]
            """)));
        string[] wrong =
        [
            "address", "headers", "batchRecords", "maximumDelay", "spool/folder", "spool/use", "retry/maximumTries", "batchSize",
            "client", "produce", "topic", "maximumWait",
        ];
        Assert.All(wrong, name => Assert.Contains(error.Problems, problem => problem.Path.EndsWith($"/{name}", StringComparison.Ordinal)));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private sealed class Logs : ILoggerFactory
    {
        public Logged Log { get; } = new();

        public string? Category { get; private set; }

        public ILogger CreateLogger(string categoryName)
        {
            Category = categoryName;
            return Log;
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
