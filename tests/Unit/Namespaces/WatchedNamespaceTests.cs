using System.Collections.Immutable;
using Timeline.Changes;
using Timeline.Histories;
using Timeline.Namespaces;
using Timeline.Stamping;
using Timeline.Tests.Unit.Watching;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Namespaces;

/// <summary>What one does with the keys of a namespace.</summary>
public sealed class WatchedNamespaceTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Registry _registry;
    private readonly WatchedNamespace _config;

    public WatchedNamespaceTests()
    {
        _registry = new(new() { Clock = _clock });
        _config = _registry.WatchNamespace("config", [new("host", "here"), new("port", 80)]);
    }

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void It_is_used_like_a_dictionary()
    {
        _config["debug"] = true;
        _config["port"] = 81;
        _config.Add("name", null).Set("size", 1.5);
        Assert.Equal(["host", "port", "debug", "name", "size"], _config.Keys);
        Assert.Equal(["here", 81, true, null, 1.5], _config.Values);
        Assert.Equal(5, _config.Count);
        Assert.True(_config.ContainsKey("name"));
        Assert.Equal(81, _config.Get<int>("port"));
        Assert.Null(_config.Get<string>("name"));
        Assert.True(_config.TryGet<bool>("debug", out var debug) && debug);
        Assert.False(_config.TryGet<string>("debug", out _));
        Assert.False(_config.TryGetValue("nothing", out _));
        Assert.True(_config.Remove("debug"));
        Assert.False(_config.Remove("debug"));
        Assert.Empty(_config.Clear());
    }

    [Fact]
    public void It_is_a_dictionary_to_whoever_asks_for_one()
    {
        IDictionary<string, object?> map = _config;
        map.Add("debug", true);
        map.Add(new("name", "x"));
        Assert.True(map.Contains(new("name", "x")) && !map.Contains(new("name", "y")));
        Assert.False(map.Remove(new KeyValuePair<string, object?>("name", "y")));
        Assert.True(map.Remove(new KeyValuePair<string, object?>("name", "x")));
        Assert.True(map.Remove("debug"));
        var entries = new KeyValuePair<string, object?>[3];
        map.CopyTo(entries, 1);
        Assert.Equal([default, new("host", "here"), new("port", 80)], entries);
        map.Clear();
        Assert.Equal((0, false), (map.Count, map.IsReadOnly));
        Assert.Equal(
            ["initial", "created debug", "created name", "removed name", "removed debug", "cleared"], Labels());
    }

    [Fact]
    public void Every_change_of_a_key_is_a_version_of_the_whole_with_words_of_its_own()
    {
        using (Actor.As("ada"))
        {
            _config.Set("port", 81).Set("port", 82, "for the test").Set("debug", true);
            _config.Remove("host");
            _config.Remove("debug", "not needed");
        }

        Assert.Equal(["initial", "", "for the test", "created debug", "removed host", "not needed"], Labels());
        Assert.Equal("ada", _config.LastChange.Stamp.Actor);
        Assert.Equal(_config.History.Head, _config.LastChange);
    }

    [Fact]
    public void What_changes_nothing_makes_no_version()
    {
        _config.Remove("nothing");
        _config.SetAll([]);
        _registry.WatchNamespace("empty").Clear();
        _config.Key("nothing").Rollback(0);
        Assert.Equal(1, _config.History.Count);
    }

    [Fact]
    public void Setting_several_is_one_version()
    {
        _config.SetAll([new("port", 1), new("debug", true), new("port", 2)], "both");
        Assert.Equal(["initial", "both"], Labels());
        Assert.Equal(2, _config["port"]);
        Assert.Throws<ArgumentException>(() => _config.SetAll([new("port", 3), new(" ", true)]));
        Assert.Equal(2, _config["port"]);
    }

    [Fact]
    public void Updating_starts_from_the_value_there_is()
    {
        Assert.Equal(81, _config.Update<int>("port", port => port + 1, "one more"));
        Assert.Equal(81, _config["port"]);
        Assert.Throws<InvalidCastException>(() => _config.Update<string>("port", port => port + "1"));
        Assert.Throws<KeyNotFoundException>(() => _config.Update<int>("part", port => port + 1));
        Assert.Throws<InvalidOperationException>(
            () => _config.Update<int>("port", _ => throw new InvalidOperationException()));
        Assert.Equal(["initial", "one more"], Labels());
    }

    [Fact]
    public void The_history_of_a_key_goes_on_over_its_removal()
    {
        var port = _config.Key("port");
        _config.Set("host", "there");
        port.Set(81);
        _config.Remove("port");
        Assert.False(port.IsThere);
        Assert.False(port.LastChange!.Value.IsThere);
        port.Value = 82;
        var history = port.History.Oldest();
        Assert.Equal([0, 2, 3, 4], history.Select(version => version.Index));
        Assert.Equal([80, 81, null, 82], history.Select(version => version.Value.Value));
        Assert.Equal("80 81 (removed) 82", string.Join(' ', history.Select(version => version.Value)));
        Assert.Equal(["initial", "", "removed port", "created port"], history.Select(version => version.Stamp.Label));
        Assert.Equal("config.port = 82", $"{port}");
        Assert.Throws<KeyNotFoundException>(() => history[2].Value.Get<int>());
        Assert.Null(_config.Key("never").LastChange);
    }

    [Fact]
    public void Going_back_puts_back_every_key()
    {
        var noon = _clock.Now;
        _clock.Advance(TimeSpan.FromHours(1));
        _config.Set("port", 81).Set("debug", true).Remove("host");
        _config.Rollback(1);
        Assert.Equal([new("host", "here"), new("port", 81)], _config);
        _config.Rollback(noon, "as at noon");
        Assert.Equal(_config.SnapshotAt(noon), _config.Snapshot());
        Assert.Equal(["rollback to 1", "as at noon"], Labels()[4..]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _config.Rollback(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _config.Rollback(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => _config.Rollback(noon.AddDays(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _config.SnapshotAt(noon.AddDays(-1)));
        Assert.Equal(6, _config.History.Count);
    }

    [Fact]
    public void Going_back_with_one_key_leaves_the_others()
    {
        var noon = _clock.Now;
        _clock.Advance(TimeSpan.FromHours(1));
        _config.Set("port", 81).Set("host", "there");
        Assert.Equal(80, _config.Key("port").Rollback(noon).Value);
        Assert.Equal("there", _config["host"]);
        _config.Set("debug", true).Key("debug").Rollback(0, "gone again");
        Assert.False(_config.ContainsKey("debug"));
        Assert.Equal(["rollback of port to 0", "created debug", "gone again"], Labels()[3..]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _config.Key("port").Rollback(99));
    }

    [Fact]
    public void Undo_and_redo_go_over_all_keys()
    {
        _config.Set("port", 81).Remove("host");
        _config.Undo();
        Assert.Equal("here", _config["host"]);
        _config.Undo().Redo();
        Assert.Equal(81, _config["port"]);
        Assert.True(_config is { CanUndo: true, CanRedo: true });
        Assert.Equal(["undo of 2", "undo of 1", "redo of 1"], Labels()[3..]);
        Assert.Throws<TimelineException>(() => _config.Redo().Redo());
    }

    [Fact]
    public void A_difference_says_what_changed_within_the_values()
    {
        _config.Set("servers", ImmutableList.Create(new Server("eu", 1), new Server("us", 2)));
        _config.Set("servers", ImmutableList.Create(new Server("eu", 1), new Server("us", 3)));
        _config.Remove("port");
        Assert.Equal(["/port", "/servers"], Paths(_config.Diff(0, 3)));
        Assert.Equal(["/servers/1/Load"], Paths(_config.Diff(1, 2)));
        Assert.Equal(_config.Diff(2, 0), _config.Diff(0, 2).Invert());
        Assert.Empty(_config.Diff(2, 2).Changes);
        Assert.Equal(2, _config.Whole.Blame("servers[1].Load").Index);
        Assert.Equal(["/servers/1/Load"], Paths(_config.Whole.Diff()[1].Patch));

        static IEnumerable<string> Paths(Patch patch) => patch.Changes.Select(change => $"{change.Path}");
    }

    [Fact]
    public void Retention_drops_versions_of_the_whole_and_with_them_of_the_keys()
    {
        var space = _registry.WatchNamespace(
            "space", [new("a", 0)], new() { Retention = new Retention.Latest(2) });
        space.Set("a", 1).Set("b", 2).Set("a", 3);
        Assert.Equal(4, space.Key("a").History.Count + space.Key("b").History.Count);
        Assert.Equal(2, space.Whole.Prune());
        Assert.Equal([2, 3], space.Key("a").History.Oldest().Select(version => version.Index));
        Assert.Equal(2, space.Key("b").LastChange!.Index);
    }

    private string[] Labels() => [.. _config.History.Oldest().Select(version => version.Stamp.Label)];

    private sealed record Server(string Name, int Load);
}
