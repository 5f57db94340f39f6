using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Timeline.Hosting;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Snippets;

/// <summary>The snippet of docs/hosting.md.</summary>
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
}
