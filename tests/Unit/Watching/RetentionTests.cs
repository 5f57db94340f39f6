using Timeline.Histories;
using Timeline.Persisting;
using Timeline.Storage;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Watching;

/// <summary>Versions that need not stay go by themselves.</summary>
public sealed class RetentionTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Registry _registry;

    public RetentionTests() => _registry = new(new() { Clock = _clock, PruningInterval = TimeSpan.FromMinutes(1) });

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void What_is_older_than_a_window_goes_at_the_next_interval()
    {
        var score = _registry.Watch("score", 0, new() { Retention = new Retention.NotOlderThan(TimeSpan.FromMinutes(5)) });
        for (var i = 1; i <= 10; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            _ = score.Set(i);
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([6, 7, 8, 9, 10], score.History.Oldest().Select(version => version.Value));
        Assert.Equal([6, 7, 8, 9, 10], score.History.Oldest().Select(version => version.Index));
        Assert.Equal(11, score.Set(11).LastChange.Index);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(11, Assert.Single(score.History.Oldest()).Value);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => score.Rollback(3));
        Assert.StartsWith("'score': version 3 was pruned: the only one kept is 11", error.Message, StringComparison.Ordinal);
        Assert.Equal("reset to 11, the oldest kept", score.Reset().LastChange.Stamp.Label);
    }

    [Fact]
    public void A_history_that_has_doubled_is_pruned_without_waiting_for_the_interval()
    {
        var score = _registry.Watch("score", 0, new() { Retention = new Retention.Latest(10) });
        for (var i = 1; i <= 3_000; i++) _ = score.Set(i);
        Assert.True(SpinWait.SpinUntil(() => score.Count < 2_500, TimeSpan.FromSeconds(30)));
        Assert.Equal(3_000, score.Value);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_undone_stays_so_when_older_versions_go(bool isKept)
    {
        var journal = isKept ? new JournalOptions { Store = new MemoryHistoryStore() } : null;
        var score = _registry.Watch("score", 0, new() { Retention = new Retention.Latest(6), Journal = journal });
        for (var i = 1; i <= 9; i++) _ = score.Set(i);
        _ = score.Undo().Undo();
        Assert.Equal(6, score.Prune());
        Assert.Equal((7, 6), (score.Value, score.Undo().Value));
        Assert.Equal("undo of 7", score.LastChange.Stamp.Label);
        Assert.Equal(7, score.Redo().Value);
        _ = score.Undo();
        Assert.Equal(3, score.Prune());

        // 6 went, which was gone back to; there is nothing left to go back to from there.
        Assert.Equal(6, score.Value);
        Assert.False(score.CanUndo);
        Assert.Equal(6, score.Set(5).Undo().Value);
    }

    [Fact]
    public void Branches_merge_after_pruning_as_before()
    {
        var list = _registry.Watch("list", "a", new() { Retention = new Retention.Latest(1) });
        _ = list.Set("b").Branch("trial").Set("c").Set("d").Switch("trial");
        Assert.Equal(2, list.Prune());
        Assert.Equal(["b", "d"], list.Merge("main").History.Oldest().Select(version => version.Value));
    }

    [Fact]
    public async Task What_is_set_while_pruning_stays()
    {
        var score = _registry.Watch("score", 0, new() { Retention = new Retention.Latest(50) });
        var setter = Task.Run(() =>
        {
            for (var i = 1; i <= 20_000; i++) _ = score.Set(i);
        }, TestContext.Current.CancellationToken);
        while (!setter.IsCompleted) _ = score.Prune();
        await setter;
        _ = score.Prune();
        Assert.Equal(Enumerable.Range(19_951, 50), score.History.Oldest().Select(version => version.Value));
        Assert.Equal(Enumerable.Range(19_951, 50), score.History.Oldest().Select(version => version.Index));
    }

    [Fact]
    public void A_rule_that_throws_is_told_to_the_hook_and_drops_nothing()
    {
        List<string> told = [];
        using var hook = _registry.OnFailure(failure => told.Add(failure.Exception.Message));
        var score = _registry.Watch("score", 0, new()
        {
            Retention = new Retention.Where(_ => throw new InvalidOperationException("no")),
        });
        _ = score.Set(1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["no"], told);
        Assert.Equal(2, score.Count);
    }
}
