using Timeline.Configuring;
using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Unit.Snippets;

public sealed class ExportersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-snippet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_first_program()
    {
        var folder = _folder;

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
        var folder = _folder;
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
        var folder = _folder.Replace('\\', '/');

        var catalog = ObserverCatalog.Standard.WithExporters();
        await using var observers = catalog.Build(ObserverConfiguration.FromJson($$"""
            [ { "type": "http-exporter", "options": {
                "address": "https://audit.example/changes", "gzip": true, "batchRecords": 200,
                "spool": { "folder": "{{folder}}/spool", "use": "always" } } } ]
            """));
        Assert.NotNull(observers.Find<ChangeExporter>());
    }

    private sealed class Taking : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage());
    }
}
