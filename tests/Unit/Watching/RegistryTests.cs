using Timeline.Watching;

namespace Timeline.Tests.Unit.Watching;

public sealed class RegistryTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Registry _registry;

    public RegistryTests() => _registry = new(new() { Clock = _clock });

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_variable_is_found_by_name_and_type()
    {
        var score = _registry.Watch("score", 0);
        Assert.Same(score, _registry.Find<int>("score"));
        Assert.True(_registry.TryFind<int>("score", out var found));
        Assert.Same(score, found);
        Assert.False(_registry.TryFind<string>("score", out _));
        Assert.False(_registry.TryFind<int>("other", out _));
    }

    [Fact]
    public void An_unknown_name_is_an_error_that_suggests_near_ones()
    {
        _ = _registry.Watch("score", 0);
        var error = Assert.Throws<KeyNotFoundException>(() => _registry.Find<int>("scroe"));
        Assert.Equal("no variable named 'scroe' is registered: did you mean 'score'?", error.Message);
        Assert.Equal("no variable named 'x' is registered",
            Assert.Throws<KeyNotFoundException>(() => _registry.Unregister("x")).Message);
    }

    [Fact]
    public void Another_type_is_an_error_that_names_both()
    {
        _ = _registry.Watch("score", 0);
        var error = Assert.Throws<InvalidCastException>(() => _registry.Find<string>("score"));
        Assert.Equal("'score' is a watched Int32, not a watched String: ask for it as Int32", error.Message);
    }

    [Fact]
    public void A_taken_name_is_an_error_and_a_blank_one_is_none()
    {
        var score = _registry.Watch("score", 0).Set(1);
        var error = Assert.Throws<ArgumentException>(() => _registry.Watch("score", 5));
        Assert.StartsWith("a variable named 'score' is registered already: Find it, or Overwrite it", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, score.Value);
        _ = Assert.Throws<ArgumentException>(() => _registry.Watch(" ", 5));
        _ = Assert.Throws<ArgumentNullException>(() => _registry.Watch(null!, 5));
    }

    [Fact]
    public void Overwriting_begins_anew_and_leaves_the_old_one_working()
    {
        var old = _registry.Watch("score", 0).Set(1);
        var anew = _registry.Overwrite("score", "a");
        Assert.Same(anew, _registry.Find<string>("score"));
        Assert.Equal(1, anew.Count);
        Assert.Equal(2, old.Set(2).Value);
        Assert.Equal("a", _registry.Snapshot()["score"]);
        Assert.Same(anew, _registry.All["score"]);
    }

    [Fact]
    public void Unregistering_frees_the_name_and_leaves_the_variable_working()
    {
        var score = _registry.Watch("score", 0);
        _registry.Unregister("score");
        Assert.Empty(_registry.All);
        Assert.Equal(1, score.Set(1).Value);
        Assert.NotSame(score, _registry.Watch("score", 5));
    }

    [Fact]
    public void A_snapshot_has_all_values_in_the_order_of_registration()
    {
        _ = _registry.Watch("y", 100);
        var x = _registry.Watch("x", 0);
        var snapshot = _registry.Snapshot();
        _ = x.Set(1);
        Assert.Equal(["y", "x"], snapshot.Keys);
        Assert.Equal([100, 0], snapshot.Values);
        Assert.Equal(["y", "x"], _registry.All.Keys);
        Assert.Equal(0, snapshot.Get<int>("x"));
        Assert.Equal(1, _registry.Snapshot().IndexOf("x"));
        Assert.False(snapshot.TryGetValue("z", out _));
        _ = Assert.Throws<InvalidCastException>(() => snapshot.Get<string>("x"));
        _ = Assert.Throws<KeyNotFoundException>(() => snapshot["z"]);
    }

    [Fact]
    public void A_snapshot_of_an_earlier_time_leaves_out_what_was_not_yet_there()
    {
        var x = _registry.Watch("x", 0);
        var first = _clock.Now;
        _clock.Advance(TimeSpan.FromMinutes(1));
        _ = x.Set(1);
        _ = _registry.Watch("y", 10);
        Assert.Equal(["x"], _registry.SnapshotAt(first).Keys);
        Assert.Equal(0, _registry.SnapshotAt(first)["x"]);
        Assert.Equal([1, 10], _registry.SnapshotAt(_clock.Now).Values);
        Assert.Empty(_registry.SnapshotAt(first - TimeSpan.FromTicks(1)));
    }

    [Fact]
    public async Task A_snapshot_is_a_cut_through_variables_that_move_together()
    {
        var (left, right) = (_registry.Watch("left", 0), _registry.Watch("right", 0));
        using var stop = new CancellationTokenSource();
        var mover = Task.Run(() =>
        {
            for (var i = 1; !stop.IsCancellationRequested; i++)
            {
                _ = left.Set(i);
                _ = right.Set(i);
            }
        });
        for (var i = 0; i < 2_000; i++)
        {
            var cut = _registry.Snapshot();
            Assert.InRange(cut.Get<int>("left") - cut.Get<int>("right"), 0, 1);
        }

        await stop.CancelAsync();
        await mover;
    }

    [Fact]
    public void After_disposal_nothing_is_set_and_everything_is_still_read()
    {
        var score = _registry.Watch("score", 0).Set(1);
        var loose = _registry.Watch("loose", 0);
        _registry.Unregister("loose");
        _registry.Dispose();
        _registry.Dispose();
        _ = Assert.Throws<ObjectDisposedException>(() => score.Set(2));
        _ = Assert.Throws<ObjectDisposedException>(() => score.Branch("b"));
        _ = Assert.Throws<ObjectDisposedException>(() => _registry.Watch("a", 0));
        _ = Assert.Throws<ObjectDisposedException>(() => _registry.Find<int>("score"));
        _ = Assert.Throws<ObjectDisposedException>(() => _registry.Snapshot());
        _ = Assert.Throws<ObjectDisposedException>(() => _registry.All);
        Assert.Equal([0, 1], score.History.Oldest().Select(version => version.Value));
        Assert.Equal(1, loose.Set(1).Value);
    }

    [Fact]
    public void What_a_listener_throws_goes_to_the_failure_hook()
    {
        List<string> told = [];
        using var hook = _registry.OnFailure(failure => told.Add($"{failure.Variable}: {failure.Exception.Message}"));
        var score = _registry.Watch("score", 0);
        using var bad = score.OnChange((_, _) => throw new InvalidOperationException("no"));
        List<int> heard = [];
        using var good = score.OnChange((_, version) => heard.Add(version.Value));
        Assert.Equal(1, score.Set(1).Value);
        Assert.Equal(["score: no"], told);
        Assert.Equal([1], heard);
    }
}
