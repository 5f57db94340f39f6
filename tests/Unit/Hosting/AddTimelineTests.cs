using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Timeline.Histories;
using Timeline.Hosting;
using Timeline.Storage;
using Timeline.Tests.Unit.Observing;
using Timeline.Tests.Unit.Watching;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Hosting;

public sealed class AddTimelineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void There_is_one_registry_however_often_it_is_added_and_asked_for()
    {
        using var services = new ServiceCollection().AddTimeline().AddTimeline().BuildServiceProvider();
        Assert.Same(services.GetRequiredService<Registry>(), services.GetRequiredService<Registry>());
        Assert.Single(services.GetServices<Registry>());
        Assert.Single(services.GetServices<IHostedService>());
    }

    [Fact]
    public void Registries_of_other_names_are_others()
    {
        using var services = new ServiceCollection()
            .AddTimeline().AddKeyedTimeline("a").AddKeyedTimeline("b").AddKeyedTimeline("a").BuildServiceProvider();
        Registry[] registries =
        [
            services.GetRequiredService<Registry>(),
            services.GetRequiredKeyedService<Registry>("a"),
            services.GetRequiredKeyedService<Registry>("b"),
        ];
        Assert.Equal(3, registries.Distinct().Count());
        Assert.Equal(3, services.GetServices<IHostedService>().Count());
    }

    [Fact]
    public void Clock_and_log_are_those_of_the_container()
    {
        ManualClock clock = new();
        using Logs logs = new();
        using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddLogging(logging => logging.AddProvider(logs))
            .AddTimeline().AddKeyedTimeline("other").BuildServiceProvider();
        var score = services.GetRequiredService<Registry>().Watch("score", 0);
        Assert.Equal(clock.GetUtcNow(), score.LastChange.Stamp.Time);
        score.OnChange((_, _) => throw new InvalidOperationException());
        score.Set(1);
        services.GetRequiredKeyedService<Registry>("other").Watch("score", 0).OnChange((_, _) => throw new IOException());
        services.GetRequiredKeyedService<Registry>("other").Find<int>("score").Set(1);
        Assert.Equal(["Timeline.Watching.Registry", "Timeline.Watching.Registry.other"], logs.Written.Select(it => it.Category));
        Assert.All(logs.Written, it => Assert.EndsWith("of 'score' failed.", it.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_clock_and_log_it_works_too()
    {
        using var services = new ServiceCollection().AddTimeline().BuildServiceProvider();
        var score = services.GetRequiredService<Registry>().Watch("score", 0);
        Assert.InRange(DateTimeOffset.UtcNow - score.LastChange.Stamp.Time, TimeSpan.Zero, Patience);
    }

    [Fact]
    public void Options_are_bound_by_name_and_what_is_set_later_goes_before()
    {
        var configuration = Configuration(("a:PruningInterval", "00:00:03"), ("b:PruningInterval", "00:00:04"));
        using var services = new ServiceCollection()
            .AddTimeline(configuration.GetSection("a"))
            .AddKeyedTimeline("b", configuration.GetSection("b"))
            .AddKeyedTimeline("c", configuration.GetSection("b")).AddKeyedTimeline("c", it => it.PruningInterval *= 2)
            .BuildServiceProvider();
        var options = services.GetRequiredService<IOptionsMonitor<TimelineOptions>>();
        Assert.Equal(
            [3, 4, 8],
            new[] { Options.DefaultName, "b", "c" }.Select(name => options.Get(name).PruningInterval.TotalSeconds));
    }

    [Fact]
    public void Options_reach_the_registry()
    {
        ManualClock clock = new();
        using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .AddTimeline(it => it.PruningInterval = TimeSpan.FromHours(1)).BuildServiceProvider();
        var score = services.GetRequiredService<Registry>().Watch(
            "score", 0, new() { Retention = new Retention.Latest(1) });
        score.Set(1);
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(2, score.Count);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, score.Count);
    }

    [Theory]
    [InlineData("Timeline:PruningInterval", "00:00:00", "PruningInterval is 00:00:00: it has to be longer than 0 and at most 49.00:00:00.")]
    [InlineData("Timeline:PruningInterval", "50.00:00:00", "PruningInterval is 50.00:00:00: it has to be longer than 0")]
    [InlineData("Timeline:PruningInterval", "often", "Timeline, registry 'prices': PruningInterval in the section 'Timeline' is 'often': it has to be a time, as 00:00:10.")]
    [InlineData("Timeline:durability", "all", "Durability in the section 'Timeline' is 'all': it has to be Each or Grouped.")]
    [InlineData("Timeline:MaximumVersions", "many", "'many': it has to be a whole number, as 100.")]
    [InlineData("Timeline:MaximumDelay", "", "MaximumDelay in the section 'Timeline' is '': it has to be a time, as 00:00:01.")]
    [InlineData("Timeline:Compress", "yes", "'yes': it has to be true or false.")]
    [InlineData("Timeline:Prefix:Text", "shop/", "Prefix in the section 'Timeline' has keys of its own: it has to be a text, as shop/.")]
    [InlineData("Timeline:PruneInterval", "00:00:05", "'PruneInterval' in the section 'Timeline' is no option: there are PruningInterval, Durability,")]
    public async Task What_is_wrong_in_configuration_is_said_when_the_program_starts(string key, string value, string said)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddKeyedTimeline("prices", Configuration((key, value)).GetSection(TimelineOptions.Section));
        using var host = builder.Build();
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.Contains(said, $"{thrown.Message} {thrown.InnerException?.Message}", StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_mistyped_is_told_at_once_and_never_what_was_meant_for_somebody_else()
    {
        var configuration = Configuration(("Password", "hunter2"), ("MaximumVersions", "many"));
        using var services = new ServiceCollection().AddTimeline(configuration).BuildServiceProvider();
        var thrown = Assert.Throws<OptionsValidationException>(services.GetRequiredService<Registry>);
        Assert.Equal(
            [
                "Timeline: MaximumVersions is 'many': it has to be a whole number, as 100.",
                "Timeline: 'Password' is no option: there are PruningInterval, Durability, MaximumVersions, MaximumDelay, Prefix, Compress.",
            ],
            thrown.Failures);
    }

    [Fact]
    public void Every_option_is_known_and_may_be_written_as_it_prints()
    {
        var written = typeof(TimelineOptions).GetProperties()
            .Select(option => (option.Name, $"{option.GetValue(new TimelineOptions { Prefix = "shop/" })}")).ToArray();
        using var services = new ServiceCollection().AddTimeline(Configuration(written)).BuildServiceProvider();
        Assert.Equal("shop/", services.GetRequiredService<IOptions<TimelineOptions>>().Value.Prefix);
        Assert.NotNull(services.GetRequiredService<Registry>());
    }

    [Fact]
    public async Task A_wrong_option_names_its_registry()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddKeyedTimeline("prices", it => it.PruningInterval = TimeSpan.FromSeconds(-1));
        using var host = builder.Build();
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.StartsWith("Timeline, registry 'prices': PruningInterval is -00:00:01", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_waits_for_listeners_and_disposing_ends_the_variables()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTimeline().AddKeyedTimeline("other");
        var host = builder.Build();
        await host.StartAsync();
        using SemaphoreSlim go = new(0);
        List<int> heard = [];
        var score = host.Services.GetRequiredKeyedService<Registry>("other").Watch("score", 0);
        score.OnChangeAsync(async (_, version, cancellation) =>
        {
            await go.WaitAsync(Patience, cancellation);
            heard.Add(version.Value);
        });
        score.Set(1).Set(2);
        var stopping = host.StopAsync();
        Assert.False(stopping.IsCompleted);
        go.Release(2);
        await stopping.WaitAsync(Patience);
        Assert.Equal([1, 2], heard);
        score.Set(3); // what stops later may still set it
        host.Dispose();
        Assert.Throws<ObjectDisposedException>(() => score.Set(4));
        Assert.Equal(3, score.Value);
    }

    [Fact]
    public async Task A_store_of_the_container_keeps_the_variables_of_each_registry_by_itself()
    {
        await using MemoryHistoryStore store = new();
        foreach (var expected in new[] { 0, 1, 2 })
        {
            await using var services = new ServiceCollection().AddSingleton<IHistoryStore>(store)
                .AddTimeline().AddKeyedTimeline("other").BuildServiceProvider();
            var score = services.GetRequiredService<Registry>().Watch("score", 0);
            var other = services.GetRequiredKeyedService<Registry>("other").Watch("score", 100);
            Assert.Equal((expected, expected + 100), (score.Value, other.Value));
            score.Set(expected + 1);
            other.Set(expected + 101);
        }
    }

    [Fact]
    public void Bad_arguments_are_refused_at_once()
    {
        Assert.Throws<ArgumentNullException>(() => new ServiceCollection().AddTimeline((IConfiguration)null!));
        Assert.Throws<ArgumentNullException>(() => TimelineServiceCollectionExtensions.AddTimeline(null!));
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKeyedTimeline(" "));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] entries) => new ConfigurationBuilder()
        .AddInMemoryCollection(entries.Select(it => KeyValuePair.Create(it.Key, (string?)it.Value))).Build();

    private sealed class Logs : ILoggerProvider
    {
        private readonly Dictionary<string, Logged> _logs = [];

        public IEnumerable<(string Category, string Text)> Written =>
            _logs.SelectMany(log => log.Value.Entries
                .Where(entry => entry.Level > LogLevel.Debug).Select(entry => (log.Key, entry.Text)));

        public ILogger CreateLogger(string categoryName) => _logs[categoryName] = new();

        public void Dispose()
        {
        }
    }
}
