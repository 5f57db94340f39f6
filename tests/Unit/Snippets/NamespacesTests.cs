using Timeline.Admission;
using Timeline.Namespaces;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Snippets;

public sealed class NamespacesTests
{
    [Fact]
    public void Keys_are_watched_one_by_one_and_together()
    {
        using var registry = new Registry();
        var config = registry.WatchNamespace("config");
        config.Declare("port", new KeyOptions<int> { Rules = [Rule<int>.That("is a port", port => port is > 0 and < 65536)] });

        config["port"] = 80;                                    // labelled "created port"
        config.Set("hosts", new List<string> { "a", "b" }, "first hosts");
        config.Update<int>("port", port => port + 1);
        config.Remove("hosts");

        var hosts = config.Key("hosts").History;                // set at version 2, removed at version 4
        config.Rollback(2);                                     // every key as it was then, by one version
        var second = config.Find<string>("hosts[1]");           // "b"

        Assert.Equal([2, 4], hosts.Oldest().Select(version => version.Index));
        Assert.Equal(("b", 80), (second, config["port"]));
    }
}
