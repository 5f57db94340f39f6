using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Configuring;
using Timeline.Containers;
using Timeline.Tests.Unit.Observing;

namespace Timeline.Tests.Unit.Hosting;

public sealed class AddTrackingObserversTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("timeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Observers_are_made_at_the_start_flushed_at_the_end_and_disposed_of()
    {
        var path = Path.Combine(_folder, "changes.jsonl");
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddJsonStream(Json(
            $$"""
            { "Observers": [
                { "type": "collector", "replay": true, "options": { "capacity": 3, "includeInit": true } },
                { "type": "json-lines", "options": { "path": "{{path}}", "sync": "interval" } },
                { "Type": "filtered", "options": { "actions": [] }, "observer": { "type": "logging", "options": { "level": "Debug" } } } ] }
            """));
        builder.Services.AddTrackingObservers(builder.Configuration.GetSection("Observers"));
        TrackedList<int> list = [1];
        using (var host = builder.Build())
        {
            await host.StartAsync();
            Assert.True(File.Exists(path));
            var observers = host.Services.GetRequiredService<ConfiguredObservers>();
            using var subscription = observers.SubscribeTo(list);
            list.Add(2);
            Assert.Equal(3, observers.Find<ChangeCollector>()!.Count);
            await host.StopAsync();
        }

        Assert.Single(File.ReadAllLines(path));
        new JsonLinesFile(path).Dispose();
    }

    [Fact]
    public async Task An_observer_that_cannot_let_go_in_time_does_not_fail_the_end_of_the_program()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(
            [new("Observers:0:type", "stuck"), new("Observers:1:type", "stuck")]);
        builder.Services.AddTrackingObservers(
            builder.Configuration.GetSection("Observers"), catalog => catalog.With("stuck", _ => () => new Stuck()));
        using var host = builder.Build();
        await host.StartAsync();
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await host.StopAsync(hurry.Token);
        Assert.True(hurry.IsCancellationRequested);
    }

    [Fact]
    public async Task Mistakes_are_told_at_the_start_by_their_keys()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(
            [new("App:Observers:0:type", "collector"), new("App:Observers:0:options:capacity", "x"), new("App:Observers:1", "metrics")]);
        builder.Services.AddTrackingObservers(builder.Configuration.GetSection("App:Observers"));
        using var host = builder.Build();
        var thrown = await Assert.ThrowsAsync<ObserverConfigurationException>(() => host.StartAsync());
        Assert.Equal(["App:Observers:0:options:capacity", "App:Observers:1"], thrown.Problems.Select(it => it.Path));
    }

    [Fact]
    public void A_later_source_changes_one_setting_and_an_empty_list_or_none_is_none()
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonStream(Json("""{ "A": [ { "type": "collector", "options": { "capacity": 3 } } ], "B": [], "C": "text", "D": {} }"""))
            .AddInMemoryCollection([new("a:0:OPTIONS:Capacity", "7")])
            .Build();
        Assert.Equal(7, Of("A").Find<ChangeCollector>()!.Capacity);
        Assert.Empty(Of("B").All);
        Assert.Empty(Of("D").All);
        Assert.Empty(Of("nowhere").All);
        Assert.Equal("C", Assert.Single(Assert.Throws<ObserverConfigurationException>(() => Of("C")).Problems).Path);

        ConfiguredObservers Of(string section) => new ServiceCollection()
            .AddTrackingObservers(configuration.GetSection(section)).BuildServiceProvider().GetRequiredService<ConfiguredObservers>();
    }

    [Fact]
    public async Task What_observers_need_is_found_among_the_services_by_type_or_by_key()
    {
        Logged audit = new();
        var configuration = new ConfigurationBuilder().AddJsonStream(Json(
            """
            { "Observers": [ { "type": "logging" }, { "type": "logging", "options": { "logger": "audit" } }, { "type": "mine" } ] }
            """)).Build();
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddKeyedSingleton<ILogger>("audit", audit)
            .AddTrackingObservers(configuration.GetSection("Observers"), catalog => catalog.With("mine", _ => () => new ChangeCollector()))
            .BuildServiceProvider();
        var observers = services.GetRequiredService<ConfiguredObservers>();
        TrackedList<int> list = [];
        using var subscription = observers.SubscribeTo(list);
        list.Add(1);
        Assert.Single(audit.Entries);
        Assert.Equal(1, observers.Find<ChangeCollector>()!.Count);
    }

    [Fact]
    public void There_are_others_by_name_and_no_name_twice()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new("0:type", "metrics")]).Build();
        var services = new ServiceCollection().AddTrackingObservers(section).AddKeyedTrackingObservers("audit", section);
        Assert.Contains("'audit'", Assert.Throws<InvalidOperationException>(
            () => services.AddKeyedTrackingObservers("audit", section)).Message, StringComparison.Ordinal);
        _ = Assert.Throws<InvalidOperationException>(() => services.AddTrackingObservers(section));
        _ = Assert.Throws<ArgumentException>(() => services.AddKeyedTrackingObservers(" ", section));
        using var provider = services.BuildServiceProvider();
        Assert.NotSame(
            provider.GetRequiredService<ConfiguredObservers>(), provider.GetRequiredKeyedService<ConfiguredObservers>("audit"));
        Assert.Equal(2, provider.GetServices<IHostedService>().Count());
    }

    private static MemoryStream Json(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));

    private sealed class Stuck : IFlushingObserver
    {
        public Task FlushAsync(CancellationToken cancellationToken = default) =>
            Task.Delay(Timeout.Infinite, cancellationToken);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(ChangeEntry value)
        {
        }
    }
}
