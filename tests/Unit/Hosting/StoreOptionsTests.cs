using System.Text;
using LanguageExt.UnsafeValueAccess;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Tests.Persisting;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Hosting;

/// <summary>How the variables of a container's registries are kept.</summary>
public sealed class StoreOptionsTests : IAsyncDisposable
{
    private static readonly string Long = new('x', 1_000);

    private readonly FaultyStore _store = new(new MemoryHistoryStore());

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Unless_said_otherwise_every_set_is_durable_and_readable_under_its_own_name()
    {
        await using var services = Container().AddTimeline().BuildServiceProvider();
        services.GetRequiredService<Registry>().Watch("word", "").Set(Long);
        Assert.Equal(["word"], await Names());
        Assert.Contains(Long, await Written("word"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_says_durability_prefix_and_compression()
    {
        await using var services = Container().AddTimeline(Configuration(
            ("Durability", "Grouped"), ("MaximumVersions", "2"), ("MaximumDelay", "01:00:00"),
            ("Prefix", "shop/"), ("Compress", "true"))).BuildServiceProvider();
        var registry = services.GetRequiredService<Registry>();
        var word = registry.Watch("word", "");
        word.Set("a").Set(Long);
        Assert.Equal([1], _store.Appends);
        word.Set("b");
        Assert.Equal([1, 2], _store.Appends);
        Assert.Equal(["shop/word"], await Names());
        var written = await Written("shop/word");
        Assert.Contains("\"timeline\":\"sealed\"", written, StringComparison.Ordinal);
        Assert.InRange(written.Length, 1, 500);
    }

    [Fact]
    public async Task Keys_come_from_services_of_the_container()
    {
        await using (var services = Keyed("2026").BuildServiceProvider())
        {
            services.GetRequiredService<Registry>().Watch("word", "").Set("plain words");
            Assert.DoesNotContain("plain words", await Written("word"), StringComparison.Ordinal);
        }

        await using var again = Keyed("2026").BuildServiceProvider();
        Assert.Equal("plain words", again.GetRequiredService<Registry>().Watch("word", "").Value);
    }

    [Fact]
    public async Task A_key_that_is_missing_is_said_when_the_program_starts()
    {
        var said = await StartAndFail(services => Add(Keyed("2027"), services));
        Assert.Equal("the key '2027' is not there: have the key ring find it", said);
    }

    [Fact]
    public async Task Keys_without_a_store_are_refused_when_the_program_starts()
    {
        var said = await StartAndFail(services => services.AddKeyedTimeline("prices", it => it.EncryptWith(_ => Ring("2026"))));
        Assert.Equal("Timeline, registry 'prices': there are keys, and no store to encrypt in: add an IHistoryStore.", said);
    }

    [Fact]
    public async Task No_keys_are_refused_when_the_program_starts()
    {
        var said = await StartAndFail(services => Add(Container().AddTimeline(it => it.EncryptWith(_ => null!)), services));
        Assert.Equal("Timeline: EncryptWith was given no keys.", said);
    }

    [Fact]
    public async Task Keys_are_not_taken_from_configuration_nor_repeated()
    {
        var said = await StartAndFail(services => services.AddTimeline(Configuration(("Keys", "swordfish"))));
        Assert.Contains("Keys", said, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_takes_the_store_of_its_own_name_if_there_is_one()
    {
        await using MemoryHistoryStore own = new();
        await using var services = Container().AddKeyedSingleton<IHistoryStore>("prices", own)
            .AddTimeline().AddKeyedTimeline("prices").AddKeyedTimeline("other").BuildServiceProvider();
        services.GetRequiredService<Registry>().Watch("a", 0);
        services.GetRequiredKeyedService<Registry>("prices").Watch("b", 0);
        services.GetRequiredKeyedService<Registry>("other").Watch("c", 0);
        Assert.Equal(["a", "other%/c"], await Names());
        Assert.Equal("prices%/b", Assert.Single(await own.HistoriesAsync()).Name.Text);
    }

    [Theory]
    [InlineData("prices", "score")]
    [InlineData("prices/eur", "score")]
    [InlineData("prices", "eur/score")]
    [InlineData("prices%", "score")]
    [InlineData("25", "/")]
    [InlineData("%", "%")]
    [InlineData(".", ".")]
    [InlineData("a\\b\n", "")]
    public async Task No_variable_of_another_registry_is_in_the_way(string registry, string variable)
    {
        await using var services = Container().AddTimeline()
            .AddKeyedTimeline(registry).AddKeyedTimeline("prices/eur/x").BuildServiceProvider();
        var plain = services.GetRequiredService<Registry>();
        foreach (var prefix in new[] { "", $"{registry}/", $"{registry}%/", $"{registry}%%/", $"{Uri.EscapeDataString(registry)}%/" }.Distinct())
            plain.Watch($"{prefix}{variable}!", 1);
        var taken = (await Names()).Count();
        Assert.Equal(2, services.GetRequiredKeyedService<Registry>(registry).Watch($"{variable}!", 2).Value);
        Assert.Equal(3, services.GetRequiredKeyedService<Registry>("prices/eur/x").Watch($"{variable}!", 3).Value);
        Assert.Equal(taken + 2, (await Names()).Count());
    }

    [Fact]
    public async Task Two_registries_cannot_have_one_place()
    {
        var said = await StartAndFail(services => Add(
            Container().AddTimeline().AddKeyedTimeline("prices", it => it.Prefix = ""), services));
        Assert.Equal(
            "Timeline, registry 'prices': Prefix is '', as that of the registry without a name in the same store: give one of them another.",
            said);
    }

    [Theory]
    [InlineData("MaximumVersions", "0", "Timeline, registry 'prices': MaximumVersions is 0: it has to be at least 1.")]
    [InlineData("MaximumDelay", "00:00:00", "Timeline, registry 'prices': MaximumDelay is 00:00:00: it has to be longer than 0 and at most 49.00:00:00.")]
    [InlineData("MaximumDelay", "50.00:00:00", "Timeline, registry 'prices': MaximumDelay is 50.00:00:00: it has to be longer than 0 and at most 49.00:00:00.")]
    [InlineData("Durability", "7", "Timeline, registry 'prices': Durability is 7: it is Each or Grouped.")]
    [InlineData("Prefix", "/a", "Timeline, registry 'prices': Prefix cannot go before a name in a store: '/av' cannot name a history: a segment between slashes is empty.")]
    public async Task What_is_out_of_range_is_said_in_one_line_when_the_program_starts(string key, string value, string expected)
    {
        var said = await StartAndFail(services => services.AddKeyedTimeline("prices", Configuration((key, value))));
        Assert.Equal(expected, said);
    }

    [Theory]
    [InlineData("Durability", "Sometimes")]
    [InlineData("MaximumVersions", "many")]
    [InlineData("Compress", "perhaps")]
    public async Task What_cannot_be_read_is_said_in_one_line_when_the_program_starts(string key, string value)
    {
        var said = await StartAndFail(services => services.AddTimeline(Configuration((key, value))));
        Assert.StartsWith($"Timeline: {key} is '{value}': it has to be ", said, StringComparison.Ordinal);
    }

    private static KeyRing Ring(string current) =>
        new(current, id => id == "2026" ? Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef") : null);

    private static async Task<string> StartAndFail(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder.Services);
        using var host = builder.Build();
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Assert.DoesNotContain('\n', thrown.Message);
        return thrown.Message;
    }

    private static void Add(IServiceCollection from, IServiceCollection to)
    {
        foreach (var service in from) to.Add(service);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] entries) => new ConfigurationBuilder()
        .AddInMemoryCollection(entries.Select(it => KeyValuePair.Create(it.Key, (string?)it.Value))).Build();

    private IServiceCollection Container() => new ServiceCollection().AddSingleton<IHistoryStore>(_store);

    private IServiceCollection Keyed(string current) => Container().AddSingleton(Ring(current))
        .AddTimeline(options => options.EncryptWith(services => services.GetRequiredService<KeyRing>()));

    private async Task<IEnumerable<string>> Names() =>
        (await _store.HistoriesAsync()).Select(it => it.Name.Text).Order(StringComparer.Ordinal);

    /// <summary>All that a history's versions brought, as text.</summary>
    private async Task<string> Written(string history)
    {
        StringBuilder text = new();
        var name = HistoryName.Of(history);
        var found = (await _store.FindAsync(name)).ValueUnsafe()!;
        foreach (var version in await _store.ReadRangeAsync(name, 0, (int)found.Count, VersionDetail.Full))
            text.AppendLine(Encoding.UTF8.GetString(version.Payload!.Patch.Span));
        return text.ToString();
    }
}
