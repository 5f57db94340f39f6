using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Timeline.ChangeObservers;
using Timeline.Configuring;
using Timeline.Containers;
using Timeline.Hosting;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Snippets;

/// <summary>The snippets of docs/hosting.md.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task A_program_has_a_registry_and_others_by_name()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services
            .AddTimeline(builder.Configuration.GetSection(TimelineOptions.Section))
            .AddKeyedTimeline("prices", options => options.PruningInterval = TimeSpan.FromMinutes(1));

        using var host = builder.Build();
        await host.StartAsync();
        var score = host.Services.GetRequiredService<Registry>().Watch("score", 0);
        var prices = host.Services.GetRequiredKeyedService<Registry>("prices");

        Assert.Equal(1, score.Set(1).Value);
        Assert.Empty(prices.All);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_program_has_the_observers_of_a_section()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddTrackingObservers(
            builder.Configuration.GetSection("Observers"), catalog => catalog.With("mine", _ => () => new ChangeCollector()));

        using var host = builder.Build();
        await host.StartAsync();
        TrackedList<string> orders = [];
        using var subscription = host.Services.GetRequiredService<ConfiguredObservers>().SubscribeTo(orders);

        Assert.Empty(host.Services.GetRequiredService<ConfiguredObservers>().All);
        await host.StopAsync();
    }
}
