using Timeline.Configuring;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Unit.Snippets;

public sealed class ExportersTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("timeline-snippet-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_first_program()
    {
        var sink = new JsonLinesSink(Path.Combine(folder, "changes.jsonl"));
        await using (var exporter = new ChangeExporter(sink))
        {
            TrackedDictionary<string, int> stock = new();
            using var subscription = stock.Subscribe(exporter);
            stock["apples"] = 3;
            stock["apples"] = 2;
            await exporter.FlushAsync(); // both lines are in the file
        }

        Assert.Equal(2, File.ReadAllLines(Path.Combine(folder, "changes.jsonl")).Length);
    }

    [Fact]
    public async Task To_a_web_server_through_a_spool()
    {
        using var client = new HttpClient(new Taking());

        var exporter = new ChangeExporter(
            new HttpSink(client, new("https://audit.example/changes"), new() { Gzip = true }),
            new()
            {
                Spool = new() { Folder = Path.Combine(folder, "spool"), Use = SpoolUse.Always },
                Failed = failure => Console.Error.WriteLine($"{failure.Kind}: {failure.Message}"),
            });
        await using (exporter)
        {
            TrackedList<int> list = new();
            using var subscription = list.Subscribe(exporter);
            list.Add(1);
            await exporter.FlushAsync();
            Assert.Equal(1, exporter.Status.Sent);
        }
    }

    [Fact]
    public async Task From_a_configuration()
    {
        var catalog = ObserverCatalog.Standard.WithExporters();
        await using var observers = catalog.Build(ObserverConfiguration.FromJson("""
            { "observers": [ { "observer": "http-exporter", "options": {
                "address": "https://audit.example/changes", "gzip": true, "batchRecords": 200,
                "spool": { "folder": "spool", "use": "always" } } } ] }
            """.Replace("\"spool\",", $"\"{folder}\",", StringComparison.Ordinal)));
        Assert.NotNull(observers.Find<ChangeExporter>());
    }

    private sealed class Taking : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage());
    }
}
