using Timeline.Admission;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Namespaces;
using Timeline.Storage;
using Timeline.Values;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Namespaces;

/// <summary>Namespaces that are kept in a store or a file.</summary>
public sealed class NamespaceKeepingTests : IAsyncDisposable
{
    private readonly MemoryHistoryStore _store = new();
    private readonly string _file = Path.GetTempFileName();
    private Registry _registry;

    public NamespaceKeepingTests() => _registry = Open();

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        await _store.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public void A_second_program_goes_on_with_keys_of_any_type()
    {
        var limits = new Limits(3, ["a"]);
        _ = _registry.WatchNamespace("config")
            .Set("port", 80).Set("ratio", 0.5).Set("on", true).Set("host", "here").Set("none", null)
            .Set("limits", limits).Set("names", new List<string> { "x" });
        var config = Reopened();
        Assert.Equal(["port", "ratio", "on", "host", "none", "limits", "names"], config.Keys);
        Assert.Equal([80L, 0.5m, true, "here", null], config.Values.Take(5));
        Assert.Equal(80, config.Get<int>("port"));
        Assert.Equal(["a"], config.Get<Limits>("limits").Names);
        Assert.Equal(["x"], config.Get<List<string>>("names"));
        Assert.IsAssignableFrom<Value>(config["limits"]);
        Assert.Equal("x", config.Find<string>("names[0]"));
        Assert.Equal(81, config.Update<int>("port", port => port + 1));
        Assert.Equal([1, 8], Reopened().Key("port").History.Oldest().Select(version => version.Index));
    }

    [Fact]
    public void A_key_that_was_loaded_is_of_the_type_it_is_declared_with()
    {
        _ = _registry.WatchNamespace("config").Set("port", 80).Set("names", new List<string> { "x" });
        var config = Reopened().Declare<int>("port").Declare<List<string>>("names");
        Assert.Equal(80, Assert.IsType<int>(config["port"]));
        Assert.Throws<InvalidCastException>(() => config.Get<long>("port"));
        Assert.IsType<List<string>>(config["names"]);
        config.Get<List<string>>("names").Add("y");
        Assert.Equal(["x"], config.Get<List<string>>("names"));
        Assert.Throws<InvalidCastException>(() => config.Declare<int>("names"));
    }

    [Fact]
    public void What_cannot_be_kept_is_refused_before_anything_changes()
    {
        var config = _registry.WatchNamespace("config").Set("port", 80);
        var refused = Assert.Throws<TimelineException>(() => config.Set("bad", new Unreadable()));
        Assert.StartsWith("the value of 'config.bad' cannot be kept", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(["port"], config.Keys);
        Assert.Equal(["port"], Reopened().Keys);
    }

    [Fact]
    public void What_is_no_namespace_is_not_opened_as_one()
    {
        _ = _registry.Watch("config", 1);
        var refused = Assert.Throws<TimelineException>(() => Reopened());
        Assert.EndsWith("cannot make a namespace of the value: it is no map of keys", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_registry_saves_and_loads_its_namespaces()
    {
        using var first = new Registry();
        var config = first.WatchNamespace("config").Set("port", 80).Set("host", "a");
        _ = first.Watch("lives", 3);
        _ = config.Remove("port");
        first.Save(_file);

        using var second = new Registry();
        _ = second.Watch("lives", 0);
        var loaded = second.WatchNamespace("config").Declare<int>("port");
        second.Load(_file);
        Assert.Equal(["host"], loaded.Keys);
        Assert.Equal([1, 3], loaded.Key("port").History.Oldest().Select(version => version.Index));
        Assert.Equal(80, loaded.Rollback(1)["port"]);
    }

    [Fact]
    public void A_file_is_asked_for_frozen_keys_and_rules()
    {
        using var registry = new Registry();
        var config = registry.WatchNamespace("config").Set("port", 80);
        registry.Save(_file);
        _ = config.Set("port", 81);
        config.Key("port").Freeze();
        Assert.Throws<VariableFrozenException>(() => config.Whole.Load(_file));
        Assert.Throws<VariableFrozenException>(() => registry.Load(_file));
        config.Key("port").Thaw();
        config.Declare<int>("port", new() { Rules = [Rule<int>.That("must be odd", port => port % 2 == 1)] });
        Assert.Throws<ValueRejectedException>(() => registry.Load(_file));
        Assert.Equal(81, config["port"]);
    }

    [Fact]
    public void Branches_merge_key_by_key()
    {
        var config = _registry.WatchNamespace("config", [new("port", 80), new("host", "a"), new("limits", new Limits(1, []))]);
        _ = config.Whole.Branch("plan").Switch("plan");
        _ = config.Set("limits", new Limits(2, ["plan"])).Set("new", 1);
        _ = config.Whole.Switch("main");
        _ = config.Set("port", 81);
        Assert.Equal(MergeOutcome.Merged, config.Whole.PreviewMerge("plan").Outcome);
        _ = config.Whole.Merge("plan");
        Assert.Equal((81, 1, 2), (config["port"], config["new"], config.Get<Limits>("limits").Most));
        Assert.IsType<Limits>(config["limits"]);
        Assert.Equal([0], config.Key("host").History.Oldest().Select(version => version.Index));
        Assert.Equal(["port", "host", "limits", "new"], Reopened().Keys);
    }

    [Fact]
    public void What_both_branches_changed_is_a_conflict_at_the_key()
    {
        var config = _registry.WatchNamespace("config", [new("port", 80), new("host", "a")]);
        _ = config.Whole.Branch("plan").Switch("plan");
        _ = config.Set("port", 81);
        _ = config.Whole.Switch("main");
        _ = config.Set("port", 82).Set("host", "b");
        Assert.Equal("/port", Assert.Single(config.Whole.PreviewMerge("plan").OpenConflicts).Path.ToString());
        Assert.Throws<TimelineException>(() => config.Whole.Merge("plan"));
        config.Key("port").Freeze();
        Assert.Throws<VariableFrozenException>(() => config.Whole.Merge("plan", MergePolicy.Theirs));
        config.Key("port").Thaw();
        Assert.Equal(81, config.Whole.Merge("plan", MergePolicy.Theirs).Value["port"]);
    }

    private Registry Open() => new(new() { Journal = new() { Store = _store } });

    private WatchedNamespace Reopened()
    {
        _registry.Dispose();
        return (_registry = Open()).WatchNamespace("config");
    }

    private sealed record Limits(int Most, IReadOnlyList<string> Names);

    private sealed record Unreadable
    {
        public int Value => throw new InvalidOperationException("no value");
    }
}
