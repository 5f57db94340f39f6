using Timeline.Admission;
using Timeline.Isolation;
using Timeline.Namespaces;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Namespaces;

/// <summary>What is remembered of a mutable value cannot be changed from outside.</summary>
public sealed class NamespaceIsolationTests : IDisposable
{
    private readonly Registry _registry = new();
    private readonly WatchedNamespace _config;

    public NamespaceIsolationTests() => _config = _registry.WatchNamespace("config");

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_mutable_value_is_copied_in_and_out()
    {
        List<int> given = [1];
        _config.Set("list", given);
        given.Add(2);
        Assert.Equal([1], _config.Get<List<int>>("list"));
        _config.Get<List<int>>("list").Add(3);
        ((List<int>)_config["list"]!).Add(3);
        ((List<int>)_config.Snapshot().Single().Value!).Add(3);
        ((List<int>)_config.Key("list").History.Head!.Value.Value!).Add(3);
        Assert.Equal([1], _config.Get<List<int>>("list"));
        Assert.Equal([1, 4], _config.Update<List<int>>("list", list => [.. list, 4]));
        _config.Rollback(1);
        Assert.Equal([1], _config.Get<List<int>>("list"));
        Assert.Equal(1, _config.Find<int>("list[0]"));
    }

    [Fact]
    public void What_is_told_and_asked_gets_a_copy_too()
    {
        using var listening = _config.OnChange((_, change) => ((List<int>)change.After!).Add(9));
        _config.AddRule(Rule<object?>.That("meddles", value =>
        {
            (value as List<int>)?.Add(8);
            return true;
        }));
        _config.Set("list", new List<int> { 1 }).Key("list").Rollback(1);
        Assert.Equal([1], _config.Get<List<int>>("list"));
    }

    [Fact]
    public void What_never_changes_is_kept_as_it_is()
    {
        object number = 7;
        _config.Set("number", number).Set("text", "x");
        Assert.Same(number, _config["number"]);
        Assert.Same(_config["text"], _config["text"]);
        _config.Declare<int>("number").Set("number", number);
        Assert.Same(number, _config["number"]);
    }

    [Fact]
    public void What_can_change_and_cannot_be_copied_is_refused()
    {
        using MemoryStream stream = new();
        Assert.Contains(
            "config.stream",
            Assert.Throws<IsolationException>(() => _config.Set("stream", stream)).Message,
            StringComparison.Ordinal);
        Assert.Throws<IsolationException>(() => _config.Declare<MemoryStream>("stream"));
        Assert.Throws<IsolationException>(() => _registry.WatchNamespace("other", [new("stream", stream)]));
        Assert.Equal(1, _config.History.Count);
        _config.Declare<MemoryStream>("stream", new() { Isolation = Isolation<MemoryStream>.Trusting });
        Assert.Same(stream, _config.Set("stream", stream)["stream"]);
    }
}
