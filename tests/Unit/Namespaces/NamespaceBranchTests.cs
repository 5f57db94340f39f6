using Timeline.Admission;
using Timeline.Namespaces;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Namespaces;

/// <summary>What is asked of keys holds where branches change the whole.</summary>
public sealed class NamespaceBranchTests : IDisposable
{
    private readonly Registry _registry = new();
    private readonly WatchedNamespace _config;

    // The branch "plan" is ahead of "main" by one version.
    public NamespaceBranchTests()
    {
        _config = _registry.WatchNamespace("config", [new("host", "here"), new("port", 80)]);
        _ = _config.Whole.Branch("plan").Switch("plan");
        _ = _config.Set("port", 81);
        _ = _config.Whole.Switch("main");
    }

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_branch_on_which_a_frozen_key_differs_is_not_gone_to()
    {
        _config.Key("port").Freeze();
        Assert.Equal(
            "'config.port' is frozen and cannot be switched: thaw it first",
            Assert.Throws<VariableFrozenException>(() => _config.Whole.Switch("plan")).Message);
        Assert.Equal(("main", 80), (_config.Whole.CurrentBranch, _config["port"]));
        _config.Key("port").Thaw();
        Assert.Equal(81, _config.Whole.Switch("plan").Value["port"]);
    }

    [Fact]
    public void A_branch_on_which_only_other_keys_differ_is_gone_to()
    {
        _config.Key("host").Freeze();
        Assert.Equal(81, _config.Whole.Switch("plan").Value["port"]);
    }

    [Fact]
    public void Going_forth_to_a_branch_asks_for_frozen_keys_and_rules()
    {
        _config.Key("port").Freeze();
        Assert.Throws<VariableFrozenException>(() => _config.Whole.Merge("plan"));
        _config.Key("port").Thaw();
        _config.AddRule(Rule<object?>.That("must not be 81", value => !Equals(value, 81)));
        Assert.Throws<ValueRejectedException>(() => _config.Whole.Merge("plan"));
        Assert.Throws<ValueRejectedException>(() => _config.Whole.Switch("plan"));
        Assert.Equal(("main", 1, 80), (_config.Whole.CurrentBranch, _config.History.Count, _config["port"]));
    }

    [Fact]
    public void A_branch_that_holds_another_type_than_is_declared_now_is_not_gone_to()
    {
        _ = _config.Whole.Switch("plan");
        _ = _config.Set("port", "http");
        _ = _config.Whole.Switch("main");
        _config.Declare<int>("port");
        Assert.Throws<ValueRejectedException>(() => _config.Whole.Switch("plan"));
        Assert.Throws<ValueRejectedException>(() => _config.Whole.Merge("plan"));
    }

    [Fact]
    public void What_is_frozen_while_a_branch_is_gone_to_holds_of_that()
    {
        _config.AddRule(Rule<object?>.That("freezes", _ => _config.Key("port").Freeze().IsFrozen));
        Assert.Throws<VariableFrozenException>(() => _config.Whole.Switch("plan"));
        _config.Key("port").Thaw();
        Assert.Throws<VariableFrozenException>(() => _config.Whole.Merge("plan"));
        Assert.Equal(80, _config["port"]);
    }

    [Fact]
    public void A_frozen_whole_is_named_before_its_keys()
    {
        _config.Key("port").Freeze();
        var refused = Assert.Throws<VariableFrozenException>(() => _config.Freeze().Whole.Switch("plan"));
        Assert.Equal("'config' is frozen and cannot be switched: thaw it first", refused.Message);
    }
}
