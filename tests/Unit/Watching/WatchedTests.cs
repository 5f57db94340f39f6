using Timeline.Admission;
using Timeline.Histories;
using Timeline.Stamping;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Watching;

/// <summary>What one does with a single variable.</summary>
public sealed class WatchedTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Registry _registry;

    public WatchedTests() => _registry = new(new() { Clock = _clock });

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Trying_tells_the_reasons_where_setting_throws_them()
    {
        Rule<int>[] rules = [Rule<int>.That("positive", it => it > 0), Rule<int>.Of("even", it => it % 2 == 0 ? null : $"{it} is odd")];
        var score = _registry.Watch("score", 2, new() { Rules = rules });
        Assert.True(score.TrySet(4, "four", out var failures));
        Assert.Empty(failures);
        Assert.False(score.TrySet(-1, out failures));
        Assert.Equal(["positive", "even"], failures.Select(it => it.Rule));
        Assert.Equal(Assert.Throws<ValueRejectedException>(() => score.Set(-1)).Failures, failures);
        Assert.Equal((4, "four", 2), (score.Value, score.LastChange.Stamp.Label, score.Count));
        _ = Assert.Throws<VariableFrozenException>(() => score.Freeze().TrySet(6, out _));
    }

    [Fact]
    public void The_first_value_is_version_0_labelled_initial()
    {
        var score = _registry.Watch("score", 7);
        Assert.Equal(7, score.Value);
        Assert.Equal((0, 7, new Stamp(_clock.Now, "", "initial")), Face(score.LastChange));
        Assert.Equal(1, score.Count);
    }

    [Fact]
    public void Setting_is_fluent_and_every_value_is_a_version()
    {
        var score = _registry.Watch("score", 0);
        Assert.Same(score, score.Set(10).Set(20, "bonus").Set(20));
        Assert.Equal([0, 10, 20, 20], Values(score));
        Assert.Equal([0, 1, 2, 3], score.History.Oldest().Select(version => version.Index));
        Assert.Equal(["initial", "", "bonus", ""], Labels(score));
    }

    [Fact]
    public void Setting_what_is_there_makes_no_version_where_that_is_asked_for()
    {
        var score = _registry.Watch("score", 1, new() { SkipUnchanged = true });
        var head = score.LastChange;
        Assert.Same(head, score.Set(1).LastChange);
        Assert.Same(head, score.Update(value => value));
        Assert.Equal(2, score.Set(2).Value);
        Assert.Equal(2, score.Count);
        var text = _registry.Watch(
            "text", "a", new() { SkipUnchanged = true, Comparer = StringComparer.OrdinalIgnoreCase });
        Assert.Equal("a", text.Set("A").Value);
    }

    [Fact]
    public void A_version_says_who_made_it_and_when()
    {
        var score = _registry.Watch("score", 0);
        _clock.Advance(TimeSpan.FromMinutes(1));
        using (Actor.As("ada"))
        {
            using (Actor.As("bob")) _ = score.Set(1, "one");
            _ = score.Set(2);
        }

        _ = score.Set(3);
        Assert.Equal(["", "bob", "ada", ""], score.History.Oldest().Select(version => version.Stamp.Actor));
        Assert.Equal(_clock.Now, score.LastChange.Stamp.Time);
        Assert.Equal("", Actor.Current);
    }

    [Fact]
    public void Time_never_runs_backwards_along_a_history()
    {
        var score = _registry.Watch("score", 0);
        var first = _clock.Now;
        _clock.Set(first - TimeSpan.FromHours(1));
        Assert.Equal(first, score.Set(1).LastChange.Stamp.Time);
    }

    [Fact]
    public void Rolling_back_appends_the_old_value()
    {
        var score = _registry.Watch("score", 0).Set(10).Set(20);
        Assert.Equal(10, score.Rollback(1).Value);
        Assert.Equal(10, score.Rollback(3, "again").Value);
        Assert.Equal(0, score.Reset().Value);
        Assert.Equal([0, 10, 20, 10, 10, 0], Values(score));
        Assert.Equal(["rollback to 1", "again", "reset to initial"], Labels(score)[3..]);
        Assert.Equal("rollback to 0", score.Rollback(0, "").LastChange.Stamp.Label);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Rolling_back_to_what_is_not_there_names_the_range(int index)
    {
        var score = _registry.Watch("score", 0).Set(10).Set(20);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => score.Rollback(index));
        Assert.Contains($"'score': there is no version {index}: the versions are 0 to 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, score.Count);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => score.At(index));
    }

    [Fact]
    public void A_frozen_variable_is_read_and_not_changed()
    {
        List<string> heard = [];
        var score = _registry.Watch("score", 0).Set(1);
        using var listening = score.OnChange((_, version) => heard.Add($"{version.Value}"));
        Assert.True(score.Freeze().Freeze().IsFrozen);
        var error = Assert.Throws<VariableFrozenException>(() => score.Set(2));
        Assert.Equal("'score' is frozen and cannot be set: thaw it first", error.Message);
        Assert.Equal("score", error.VariableName);
        _ = Assert.Throws<VariableFrozenException>(() => score.Rollback(99));
        _ = Assert.Throws<VariableFrozenException>(() => score.Reset());
        _ = Assert.Throws<VariableFrozenException>(() => score.Update(value => value + 1));
        _ = Assert.Throws<VariableFrozenException>(() => score.Undo());
        _ = Assert.Throws<VariableFrozenException>(() => score.Value = 3);
        Assert.Equal([0, 1], Values(score));
        Assert.Empty(heard);
        Assert.False(score.Thaw().Thaw().IsFrozen);
        Assert.Equal(2, score.Set(2).Value);
    }

    [Fact]
    public void A_refused_value_changes_nothing_calls_nobody_and_says_every_reason()
    {
        List<int> heard = [];
        var options = new WatchOptions<int>
        {
            Rules = [Rule<int>.That("positive", value => value > 0), Rule<int>.Of("even", value => value % 2 == 0 ? null : "it is odd")],
            Listeners = [(_, version) => heard.Add(version.Value)],
        };
        var score = _registry.Watch("score", 2, options);
        var error = Assert.Throws<ValueRejectedException>(() => score.Set(-1));
        Assert.Equal(2, error.Failures.Count);
        Assert.Equal([2], Values(score));
        Assert.Empty(heard);
        _ = Assert.Throws<ValueRejectedException>(() => score.Update(value => value - 2));
        Assert.Equal([4], score.Set(4).History.Oldest().Skip(1).Select(version => version.Value));
        Assert.Equal([4], heard);
        _ = Assert.Throws<ValueRejectedException>(() => _registry.Watch("other", -1, options));
        Assert.False(_registry.TryFind<int>("other", out _));
    }

    [Fact]
    public void Rolling_back_asks_the_rules_of_now()
    {
        var score = _registry.Watch("score", 0).Set(5).AddRule(Rule<int>.That("positive", value => value > 0));
        _ = Assert.Throws<ValueRejectedException>(() => score.Reset());
        _ = Assert.Throws<ValueRejectedException>(() => score.Undo());
        Assert.Equal([0, 5], Values(score));
    }

    [Fact]
    public void Differences_tell_indexes_values_time_and_what_changed_inside()
    {
        var config = _registry.Watch("config", new Settings("a", [1, 2]));
        _clock.Advance(TimeSpan.FromMilliseconds(1500));
        _ = config.Set(new("a", [1, 2, 3]));
        var diff = Assert.Single(config.Diff());
        Assert.Equal((0, 1), (diff.Before.Index, diff.After.Index));
        Assert.Equal(TimeSpan.FromMilliseconds(1500), diff.Elapsed);
        Assert.Equal("/Ports/2", Assert.Single(diff.Patch.Changes).Path.ToString());
        Assert.Empty(_registry.Watch("other", 0).Diff());
    }

    [Fact]
    public void Blame_names_the_version_that_set_a_part()
    {
        var config = _registry.Watch("config", new Settings("a", [1]));
        _ = config.Set(new("b", [1])).Set(new("b", [2]));
        Assert.Equal(1, config.Blame("Name").Index);
        Assert.Equal(2, config.Blame("Ports[0]").Index);
        var error = Assert.Throws<TimelineException>(() => config.Blame("Colour"));
        Assert.NotNull(error.Error);
    }

    [Fact]
    public void Undo_and_redo_append_and_come_back()
    {
        var score = _registry.Watch("score", 0).Set(1).Set(2);
        Assert.Equal(1, score.Undo().Value);
        Assert.Equal(0, score.Undo().Value);
        Assert.False(score.CanUndo);
        Assert.Equal("'score': there is nothing to undo", Assert.Throws<TimelineException>(() => score.Undo()).Message);
        Assert.Equal(2, score.Redo().Redo().Value);
        Assert.False(score.CanRedo);
        Assert.Equal(["undo of 2", "undo of 1", "redo of 1", "redo of 2"], Labels(score)[3..]);
        Assert.Equal(9, score.Undo().Set(9).Value);
        Assert.False(score.CanRedo);
        Assert.Equal(1, score.Undo().Value);
        Assert.Equal(0, score.Undo().Value);
    }

    [Fact]
    public void Undo_goes_on_where_it_stood_when_the_line_is_all_that_is_left()
    {
        var score = _registry.Watch("score", 0).Set(1).Set(2).Set(3).Undo().Undo().Redo();
        var (file, other) = (Path.GetTempFileName(), _registry.Overwrite("score", 9));
        try
        {
            _ = score.Save(file);
            Assert.Equal(2, other.Load(file).Value);
            Assert.Equal((true, true), (other.CanUndo, other.CanRedo));
            Assert.Equal(3, other.Redo().Value);
            Assert.Equal(0, other.Undo().Undo().Undo().Value);
            Assert.False(other.CanUndo);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_mutable_value_is_copied_in_and_out()
    {
        List<int> given = [1, 2];
        var numbers = _registry.Watch("numbers", given);
        given.Add(3);
        numbers.Value.Add(4);
        numbers.LastChange.Value.Add(5);
        numbers.History.Head!.Value.Add(6);
        numbers.At(0).Value.Add(7);
        _registry.Snapshot().Get<List<int>>("numbers").Add(8);
        Assert.Equal([1, 2], numbers.Value);
        _ = numbers.Update(value =>
        {
            value.Add(3);
            return value;
        });
        Assert.Equal([1, 2], numbers.At(0).Value);
        Assert.Equal([1, 2, 3], numbers.Value);
    }

    [Fact]
    public void An_interceptor_changes_what_is_kept_and_not_what_is_handed_out()
    {
        var secret = _registry.Watch("secret", "abc", new()
        {
            Interceptors = [Interceptor<string>.Of("reversed", text => new([.. text.Reverse()]), text => new([.. text.Reverse()]))],
        });
        List<string> heard = [];
        using var listening = secret.OnChange((_, version) => heard.Add(version.Value));
        Assert.Equal("def", secret.Set("def").Value);
        Assert.Equal(["abc", "def"], Values(secret));
        Assert.Equal(["def"], heard);
        Assert.Equal("abc", secret.Rollback(0).Value);
        Assert.Equal("def", secret.Undo().Value);
    }

    [Fact]
    public void Names_values_and_versions_are_told_in_a_line()
    {
        var score = _registry.Watch("score", 0).Set(30);
        Assert.Equal("score = 30 (version 1)", score.ToString());
        Assert.Equal("score = 30 (version 1, frozen)", score.Freeze().ToString());
        Assert.Equal("list = [1,2] (version 0)", _registry.Watch("list", new List<int> { 1, 2 }).ToString());
        Assert.StartsWith("1: null (", _registry.Watch("text", (string?)"a").Set(null).LastChange.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("0: Settings { Name = a", _registry.Watch("config", new Settings("a", [])).LastChange.ToString(), StringComparison.Ordinal);
    }

    private static (int, T, Stamp) Face<T>(Version<T> version) => (version.Index, version.Value, version.Stamp);

    private static T[] Values<T>(Watched<T> watched) => [.. watched.History.Oldest().Select(version => version.Value)];

    private static string[] Labels<T>(Watched<T> watched) =>
        [.. watched.History.Oldest().Select(version => version.Stamp.Label)];

    private sealed record Settings(string Name, System.Collections.Immutable.ImmutableArray<int> Ports);
}
