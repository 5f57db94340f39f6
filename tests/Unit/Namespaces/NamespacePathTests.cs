using System.Collections.Immutable;
using Timeline.Isolation;
using Timeline.Namespaces;
using Timeline.Values;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Namespaces;

/// <summary>What is found by a path, by a name made at run time, and in a registry.</summary>
public sealed class NamespacePathTests : IDisposable
{
    private readonly Registry _registry = new();
    private readonly WatchedNamespace _config;

    public NamespacePathTests() => _config = _registry.WatchNamespace(
        "config",
        [
            new("servers", ImmutableDictionary<string, object?>.Empty.Add("eu", ImmutableList.Create(new Server("a", 80)))),
            new("a.b", 1),
            new("0", "zero"),
        ]);

    public void Dispose() => _registry.Dispose();

    [Theory]
    [InlineData("servers.eu[0].Port", "80")]
    [InlineData("/servers/eu/0/Port", "80")]
    [InlineData("servers.eu[0]", """{"Name":"a","Port":80}""")]
    [InlineData("""["a.b"]""", "1")]
    [InlineData("/a.b", "1")]
    [InlineData("/0", "\"zero\"")]
    public void A_path_begins_with_a_key_and_goes_on_into_its_value(string path, string text) =>
        Assert.Equal(text, Json.ToText(_config.Find(path)));

    [Fact]
    public void What_stands_at_a_path_can_be_had_as_an_object()
    {
        Assert.Equal(80, _config.Find<int>("servers.eu[0].Port"));
        Assert.Equal(new Server("a", 80), _config.Find<Server>("servers.eu[0]"));
        Assert.Equal(80, _config.Snapshot().Find<int>("servers.eu[0].Port"));
        Assert.Throws<TimelineException>(() => _config.Find<int>("servers.eu[0].Name"));
    }

    [Theory]
    [InlineData("servrs.eu", "there is no key 'servrs': did you mean 'servers'?")]
    [InlineData("servers.eur", "there is nothing at servers.eur: did you mean 'eu'?")]
    [InlineData("servers.eu[1]", "there is nothing at servers.eu[1]")]
    [InlineData("servers.eu[0].Prt", "there is nothing at servers.eu[0].Prt: did you mean 'Port'?")]
    [InlineData(
        "servers.eur[0].Port",
        "there is nothing at servers.eur[0].Port, as already servers.eur is missing: did you mean 'eu'?")]
    public void What_is_missing_is_named_with_what_is_near(string path, string message) =>
        Assert.Equal(message, Assert.Throws<KeyNotFoundException>(() => _config.Find(path)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("servers[")]
    public void What_is_no_path_is_refused(string path) =>
        Assert.Throws<ArgumentException>(() => _config.Find(path));

    [Fact]
    public void Names_can_be_written_as_members()
    {
        var config = _config.AsDynamic();
        config.port = 80;
        config["host"] = "here";
        Assert.Equal(81, config.port + 1);
        Assert.Equal("here", config.host);
        Assert.Equal("a", config.servers.eu[0].Name);
        Assert.Equal("created host", _config.LastChange.Stamp.Label);
        Assert.Equal(
            "there is no key 'prt': did you mean 'port'?",
            Assert.Throws<KeyNotFoundException>(() => config.prt).Message);
        Assert.Equal(
            "there is no entry 'eur': did you mean 'eu'?",
            Assert.Throws<KeyNotFoundException>(() => config.servers.eur).Message);
        foreach (var number in Enumerable.Range(1, 3)) config[$"made {number}"] = number;
        Assert.Equal(3, _config["made 3"]);
        Assert.Contains("port", ((System.Dynamic.DynamicObject)config).GetDynamicMemberNames());
    }

    [Fact]
    public void A_registry_has_it_beside_its_variables_and_in_its_snapshots()
    {
        var score = _registry.Watch("score", 1);
        var before = _registry.Snapshot();
        _config.Set("port", 80);
        score.Set(2);
        Assert.Equal(3, before.Get<NamespaceSnapshot>("config").Count);
        Assert.Equal(80, _registry.Snapshot().Get<NamespaceSnapshot>("config").Get<int>("port"));
        Assert.Same(_config, _registry.FindNamespace("config"));
        Assert.Equal("config = 4 keys (version 1)", $"{_config}");
        Assert.Throws<KeyNotFoundException>(() => _registry.FindNamespace("cnofig"));
        Assert.Throws<InvalidCastException>(() => _registry.FindNamespace("score"));
        Assert.Throws<ArgumentException>(() => _registry.WatchNamespace("config"));
        _registry.Watch("content", NamespaceSnapshot.Empty, new() { Isolation = Isolation<NamespaceSnapshot>.Trusting });
        Assert.Throws<InvalidCastException>(() => _registry.FindNamespace("content"));
    }

    public sealed record Server(string Name, int Port);
}
