using Microsoft.Extensions.Logging;
using Timeline.ChangeObservers;
using Timeline.Configuring;
using Timeline.Containers;
using Timeline.Tests.Unit.Observing;

namespace Timeline.Tests.Unit.Configuring;

public sealed class ObserverCatalogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task All_bundled_observers_are_made_by_their_names()
    {
        var path = Path.Combine(_folder, "changes.jsonl");
        Logged log = new();
        await using var observers = ObserverCatalog.Standard.WithService("logger", log).Build(ObserverConfiguration.FromJson(
            $$"""
            [
              { "type": "collector", "name": "all", "options": { "capacity": 2, "includeInit": true }, "replay": true },
              { "type": "filtered", "priority": 10, "options": { "actor": "", "actions": ["add", "rolled-back"], "paths": ["/0", "/1/**"], "since": "2020-01-01T00:00:00Z" },
                "observer": { "type": "collector", "name": "few" } },
              { "type": "logging", "options": { "level": "warning", "withValues": true } },
              { "type": "json-lines", "options": { "path": "{{path}}", "maximumBytes": 1000000, "maximumAge": "1.00:00:00", "keptFiles": 3, "sync": "interval", "syncInterval": "00:00:05" } },
              { "type": "channel", "options": { "capacity": 10, "whenFull": "drop-oldest" } },
              { "type": "metrics" }
            ]
            """));
        Assert.Equal(6, observers.All.Length);
        TrackedList<int> list = [7];
        using (observers.SubscribeTo(list))
        {
            list.Add(8);
            list.Add(9);
        }

        list.Add(10);
        await observers.FlushAsync();
        Assert.Equal(["/1", "/2"], observers.Find<ChangeCollector>("all")!.Entries.Select(it => $"{it.Path}"));
        Assert.Equal(["/1"], observers.Find<ChangeCollector>("few")!.Entries.Select(it => $"{it.Path}"));
        Assert.Same(observers.All[0], observers.Find<ChangeCollector>());
        Assert.Null(observers.Find<ChangeCollector>("none"));
        Assert.Null(observers.Find<MetricsObserver>("all"));
        Assert.Equal([(LogLevel.Warning, 202), (LogLevel.Warning, 202)], log.Entries.Select(it => (it.Level, it.Id.Id)));
        Assert.Equal(2, File.ReadAllLines(path).Length);
        var channel = observers.Find<ChannelObserver>()!;
        Assert.Equal((10, ChannelFullPolicy.DropOldest, 2), (channel.Capacity, channel.WhenFull, channel.Reader.Count));
    }

    [Fact]
    public void The_catalog_says_its_names_and_does_not_change()
    {
        var more = ObserverCatalog.Standard.With("mine", _ => () => new ChangeCollector());
        Assert.Equal(["channel", "collector", "filtered", "json-lines", "logging", "metrics"], ObserverCatalog.Standard.Names);
        Assert.Contains("mine", more.Names);
        Assert.Empty(ObserverCatalog.Empty.Names);
        Assert.NotNull(more.Build(ObserverConfiguration.FromJson("""[{"type":"mine"}]""")).Find<ChangeCollector>());
        _ = Assert.Throws<ArgumentException>(() => more.With(" ", _ => () => new ChangeCollector()));
        _ = Assert.Throws<ArgumentException>(() => more.WithService("", new()));
    }
}
