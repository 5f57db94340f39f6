using Timeline.Admission;
using Timeline.Namespaces;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Namespaces;

/// <summary>What is asked of one key, whichever way it would change.</summary>
public sealed class FrozenKeyTests : IDisposable
{
    private readonly Registry _registry = new();
    private readonly WatchedNamespace _config;

    public FrozenKeyTests() => _config = _registry.WatchNamespace("config", [new("host", "here"), new("port", 80)])
        .Set("port", 81);

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_frozen_key_stays_and_others_do_not()
    {
        var port = _config.Key("port").Freeze();
        Assert.True(port.IsFrozen);
        Assert.Equal(
            "'config.port' is frozen and cannot be set: thaw it first",
            Assert.Throws<VariableFrozenException>(() => port.Set(1)).Message);
        Assert.Throws<VariableFrozenException>(() => _config.Remove("port"));
        Assert.Throws<VariableFrozenException>(() => _config.Clear());
        Assert.Throws<VariableFrozenException>(() => port.Rollback(0));
        Assert.Throws<VariableFrozenException>(() => _config.Rollback(0));
        Assert.Throws<VariableFrozenException>(() => _config.Undo());
        Assert.Throws<VariableFrozenException>(() => _config.SetAll([new("host", "x"), new("port", 1)]));
        Assert.Throws<VariableFrozenException>(() => _config.Whole.Set(NamespaceSnapshot.Empty));
        Assert.Equal(2, _config.History.Count);
        Assert.Equal("there", _config.Set("host", "there").Rollback(1).Set("host", "there")["host"]);
        Assert.Equal(1, port.Thaw().Set(1).Value);
    }

    [Fact]
    public void A_frozen_key_that_is_not_there_is_not_created()
    {
        _config.Key("debug").Freeze();
        Assert.Throws<VariableFrozenException>(() => _config.Set("debug", true));
        Assert.False(_config.ContainsKey("debug"));
    }

    [Fact]
    public void That_a_key_is_frozen_is_said_before_what_rules_say()
    {
        _config.AddRule(Rule<object?>.That("nothing is right", _ => false)).Key("port").Freeze();
        Assert.Throws<VariableFrozenException>(() => _config.SetAll([new("host", "x"), new("port", 1)]));
    }

    [Fact]
    public void What_is_frozen_or_asked_while_a_change_is_on_its_way_holds_of_that_change()
    {
        _config.AddRule(Rule<object?>.That("freezes", value => !Equals(value, 1) || _config.Key("port").Freeze().IsFrozen));
        Assert.Throws<VariableFrozenException>(() => _config.Set("port", 1));
        var isAdded = false;
        _config.AddRule(Rule<object?>.That("adds", _ =>
        {
            if (!isAdded) _config.AddRule(Rule<object?>.That("nothing is right", _ => false));
            return isAdded = true;
        }));
        Assert.Throws<ValueRejectedException>(() => _config.Set("host", 2));
        Assert.Equal(2, _config.History.Count);
    }

    [Fact]
    public void A_rule_of_now_refuses_what_was_set_before_it()
    {
        _config.Declare<int>("port", new() { Rules = [Rule<int>.That("must be odd", port => port % 2 == 1)] });
        Assert.Throws<ValueRejectedException>(() => _config.Rollback(0));
        Assert.Throws<ValueRejectedException>(() => _config.Undo());
        Assert.Throws<ValueRejectedException>(() => _config.Key("port").Rollback(0));
        Assert.Equal(81, _config["port"]);
        Assert.Equal(2, _config.History.Count);
        // A rule is asked of what changes only.
        _config.AddRule(Rule<object?>.That("nothing is right", _ => false)).Remove("host");
    }
}
