using System.ComponentModel;
using Timeline.Namespaces;
using Timeline.Observing;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Namespaces;

/// <summary>Who hears of what happens to keys.</summary>
public sealed class NamespaceListenerTests : IDisposable
{
    private readonly Registry _registry = new();
    private readonly WatchedNamespace _config;
    private readonly List<string> _heard = [];

    public NamespaceListenerTests() => _config = _registry.WatchNamespace(
        "config", [new("host", "here"), new("port", 80)], new() { Listeners = [(_, change) => Hear(change)] });

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_listener_hears_each_change_of_a_version()
    {
        _config.Set("port", 81);
        _config.Remove("host");
        _config.SetAll([new("debug", true), new("port", 82)]);
        _config.Rollback(0);
        Assert.Equal(
            [
                "1 port Changed 80 81", "2 host Removed here ", "3 port Changed 81 82", "3 debug Created  True",
                "4 debug Removed True ", "4 host Created  here", "4 port Changed 82 80",
            ],
            _heard);
    }

    [Fact]
    public void A_listener_of_one_key_hears_of_that_alone()
    {
        List<string> heard = [];
        var listening = _config.Key("debug").OnChange((key, change) => heard.Add($"{key.Name} {change}"));
        _config.Set("port", 81).Set("debug", true).Set("debug", false).Remove("debug");
        listening.Dispose();
        _config.Set("debug", true);
        Assert.Equal(
            [
                "debug debug Created (version 2)", "debug debug Changed (version 3)", "debug debug Removed (version 4)",
            ],
            heard);
    }

    [Fact]
    public void A_listener_that_sets_is_heard_after_what_it_was_called_with()
    {
        using var echo = _config.Key("port").OnChange((key, change) =>
        {
            if (change.After is int port && port < 83) key.Set(port + 1);
        });
        List<object?> heard = [];
        using var last = _config.OnChange((_, change) => heard.Add(change.After));
        _config.Set("port", 81);
        Assert.Equal([81, 82, 83], heard);
    }

    [Fact]
    public void What_a_listener_throws_is_reported_and_keeps_it_from_no_other_key()
    {
        List<ObserverFailure> failures = [];
        using var hook = _registry.OnFailure(failures.Add);
        List<string> heard = [];
        Action<WatchedNamespace, KeyChange> failing = (_, change) =>
        {
            heard.Add(change.Key);
            throw new InvalidOperationException(change.Key);
        };
        using var listening = _config.OnChange(failing);
        _config.SetAll([new("host", "x"), new("port", 1)]).Set("port", 2);
        Assert.Equal(["host", "port", "port"], heard);
        Assert.Equal(3, _heard.Count);
        Assert.Equal(2, failures.Count);
        var both = Assert.IsType<AggregateException>(failures[0].Exception);
        Assert.Equal(["host", "port"], both.InnerExceptions.Select(error => error.Message));
        Assert.Equal("port", Assert.IsType<InvalidOperationException>(failures[1].Exception).Message);
        Assert.Equal("config", failures[1].Variable);
        Assert.Same(failing, failures[1].Listener);
    }

    [Fact]
    public void What_is_refused_is_heard_by_nobody()
    {
        _config.Key("port").Freeze();
        Assert.Throws<VariableFrozenException>(() => _config.Set("port", 1));
        Assert.Empty(_heard);
    }

    [Fact]
    public void A_user_interface_can_bind_to_it()
    {
        List<string?> raised = [];
        PropertyChangedEventHandler handler = (_, changed) => raised.Add(changed.PropertyName);
        _config.PropertyChanged += handler;
        _config.Set("port", 81);
        _config.Set("debug", true);
        _config.PropertyChanged -= handler;
        _config.Set("port", 82);
        Assert.Equal(["Item[]", "Item[]", "Count", "Keys"], raised);
        _config.PropertyChanged -= handler;
    }

    private void Hear(KeyChange change) =>
        _heard.Add($"{change.Version.Index} {change.Key} {change.Kind} {change.Before} {change.After}");
}
