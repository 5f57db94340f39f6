using Timeline.Admission;
using Timeline.Namespaces;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Namespaces;

/// <summary>What a namespace refuses, with the content there was before.</summary>
public sealed class NamespaceRuleTests : IDisposable
{
    private static readonly Rule<object?> IsSet = Rule<object?>.That("must be set", value => value is not null);

    private readonly Registry _registry = new();
    private readonly WatchedNamespace _config;

    public NamespaceRuleTests() => _config = _registry.WatchNamespace("config", [new("host", "here"), new("port", 80)]);

    public void Dispose()
    {
        Assert.Equal(1, _config.History.Count);
        _registry.Dispose();
    }

    [Fact]
    public void Trying_the_whole_tells_what_rules_of_keys_say()
    {
        var config = _registry.WatchNamespace("tried").Set("port", 80);
        var before = config.Whole.Value;
        var later = config.Set("port", -1).Whole.Value;
        _ = config.Undo();
        _ = config.AddRule(Rule<object?>.That("positive", it => it is not int number || number > 0));
        Assert.False(config.Whole.TrySet(later, out var failures));
        Assert.Equal("port: positive", Assert.Single(failures).ToString());
        Assert.True(config.Whole.TrySet(before, out failures));
        Assert.Empty(failures);
    }

    [Fact]
    public void Names_that_are_blank_or_no_text_are_refused()
    {
        Assert.Throws<ArgumentException>(() => _config.Set("", 1));
        Assert.Throws<ArgumentException>(() => _config[" "] = 1);
        Assert.Throws<ArgumentException>(() => _config.Set("\ud800", 1));
        Assert.Throws<ArgumentException>(() => _config.Key("\t"));
        Assert.Throws<ArgumentNullException>(() => _config.Remove(null!));
        Assert.Throws<ArgumentException>(() => _registry.WatchNamespace("other", [new("", 1)]));
        Assert.False(_registry.TryFind<NamespaceSnapshot>("other", out _));
    }

    [Fact]
    public void A_key_that_is_not_there_is_named_with_those_that_are_near()
    {
        Assert.Equal(
            "there is no key 'prot': did you mean 'port'?", Thrown<KeyNotFoundException>(() => _config["prot"]).Message);
        Assert.Equal("there is no key 'x'", Thrown<KeyNotFoundException>(() => _config.Get<int>("x")).Message);
        Assert.Throws<KeyNotFoundException>(() => _config.Key("x").Value);
        Assert.Equal(
            "'config.port' is there already: set it (Parameter 'key')",
            Thrown<ArgumentException>(() => _config.Add("port", 1)).Message);
    }

    [Fact]
    public void A_value_of_another_type_is_named_with_its_own()
    {
        Assert.Equal(
            "'port' is Int32, not String: ask for it as Int32",
            Thrown<InvalidCastException>(() => _config.Get<string>("port")).Message);
        var empty = _registry.WatchNamespace("other", [new("x", null)]);
        Assert.Equal(
            "'x' is null, not Int32: ask for it as null", Thrown<InvalidCastException>(() => empty.Get<int>("x")).Message);
    }

    [Fact]
    public void Rules_of_all_keys_and_of_one_are_all_asked_and_all_told()
    {
        _config.AddRule(IsSet).Key("port").AddRule(Rule<object?>.That("must be odd", value => value is int and not 81));
        var refused = Thrown<ValueRejectedException>(() => _config.SetAll([new("port", null), new("host", null)]));
        Assert.Equal(
            ["host: must be set", "port: must be odd", "port: must be set"],
            refused.Failures.Select(failure => $"{failure}").Order());
        Assert.Equal("config", refused.Variable);
        Assert.Equal(
            "The value for 'config' is refused: port: must be odd",
            Thrown<ValueRejectedException>(() => _config.Set("port", 81)).Message);
        Assert.Throws<ValueRejectedException>(
            () => _registry.WatchNamespace("other", [new("x", null)], new() { Rules = [IsSet] }));
    }

    [Fact]
    public void A_declared_key_has_values_of_its_type_that_keep_its_rules()
    {
        _config.Declare<int>("port", new() { Rules = [Rule<int>.That("must be a port", port => port is > 0 and < 65536)] });
        Assert.Equal(
            "The value for 'config' is refused: port: is declared Int32, not String",
            Thrown<ValueRejectedException>(() => _config.Set("port", "80")).Message);
        Assert.Throws<ValueRejectedException>(() => _config.Set("port", null));
        Assert.Throws<ValueRejectedException>(() => _config.Update<int>("port", _ => 0));
        Assert.Throws<ValueRejectedException>(() => _config.Declare<string>("name").Set("name", 1));
        Assert.Equal(
            "'config.port' is Int32, not String: ask for it as Int32",
            Thrown<InvalidCastException>(() => _config.Declare<string>("port")).Message);
    }

    [Fact]
    public void A_rule_that_would_have_to_be_waited_for_is_refused()
    {
        var rule = Rule<object?>.OfAsync("slow", (_, _) => new((string?)null));
        Assert.Throws<ArgumentException>(() => _config.AddRule(rule));
        Assert.Throws<ArgumentException>(() => _config.Key("port").AddRule(rule));
        Assert.Throws<ArgumentException>(
            () => _config.Declare<int>("port", new() { Rules = [Rule<int>.OfAsync("slow", (_, _) => new((string?)null))] }));
        Assert.Throws<ArgumentException>(() => _registry.WatchNamespace("other", null, new() { Rules = [rule] }));
    }

    [Fact]
    public void A_frozen_namespace_changes_in_no_way()
    {
        _config.Freeze().Freeze();
        Assert.True(_config.IsFrozen && _config.Key("port").IsFrozen);
        Assert.Equal(
            "'config' is frozen and cannot be set: thaw it first",
            Thrown<VariableFrozenException>(() => _config.Set("port", 1)).Message);
        Assert.Throws<VariableFrozenException>(() => _config.Remove("port"));
        Assert.Throws<VariableFrozenException>(() => _config.Clear());
        Assert.Throws<VariableFrozenException>(() => _config.Rollback(99));
        Assert.Throws<VariableFrozenException>(() => _config.Undo());
        Assert.False(_config.Thaw().IsFrozen);
    }

    [Fact]
    public void After_the_registry_is_disposed_of_it_can_be_read_and_not_set()
    {
        _registry.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _config.Set("port", 1));
        Assert.Throws<ObjectDisposedException>(() => _config.Rollback(0));
        Assert.Equal(80, _config["port"]);
        Assert.Equal(1, _config.Key("port").History.Count);
    }

    private static T Thrown<T>(Func<object?> code)
        where T : Exception => Assert.Throws<T>(() => { _ = code(); });
}
