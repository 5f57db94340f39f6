using Timeline.Admission;
using Timeline.Changes;
using Timeline.Storage;
using Timeline.Tests.Persisting;
using Timeline.Values;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Watching;

/// <summary>Branches of a variable whose rules or whose store take their time.</summary>
public sealed class AsyncBranchTests : IAsyncDisposable
{
    private readonly FaultyStore _store = new(new MemoryHistoryStore());
    private readonly Registry _registry = new(new() { Clock = new ManualClock() });

    public async ValueTask DisposeAsync()
    {
        _store.BeforeAppend = () => Task.CompletedTask;
        await _registry.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_merge_waits_for_rules_and_gives_the_version_it_came_to()
    {
        var score = await _registry.WatchAsync("score", 1, new() { Rules = [Small] });
        await score.BranchAsync("side");
        _ = await score.SetAsync(2);
        await score.SwitchAsync("side");
        _ = await score.SetAsync(3);
        _ = Assert.Throws<InvalidOperationException>(() => score.Merge("main", MergePolicy.Theirs));
        var made = await score.MergeAsync("main", MergePolicy.Theirs, "both");
        Assert.Same(score.LastChange, made);
        Assert.Equal((2, "both", 2), (made.Value, made.Stamp.Label, made.SecondParent!.Value));
        Assert.Same(made, await score.MergeAsync("main"));
        await score.SwitchAsync("main");
        Assert.Same(made, await score.MergeAsync(score.PreviewMerge("side")));
        await score.DeleteBranchAsync("side");
        Assert.Equal(["main"], score.Branches);
    }

    [Fact]
    public async Task What_is_refused_changes_nothing()
    {
        var score = await _registry.WatchAsync("score", 1, new() { Rules = [Small] });
        await score.BranchAsync("side");
        _ = await score.SetAsync(2);
        await score.SwitchAsync("side");
        _ = await score.SetAsync(3);
        var many = MergePolicy.Join((_, _, _) => Value.Of(99));
        _ = await Assert.ThrowsAsync<ValueRejectedException>(() => score.MergeAsync("main", many).AsTask());
        _ = await Assert.ThrowsAsync<TimelineException>(() => score.MergeAsync("main").AsTask());
        _ = await Assert.ThrowsAsync<TimelineException>(() => score.SwitchAsync("other").AsTask());
        _ = await Assert.ThrowsAsync<TimelineException>(() => score.BranchAsync("side").AsTask());
        var preview = score.PreviewMerge("main", MergePolicy.Theirs);
        _ = await score.SetAsync(4);
        _ = await Assert.ThrowsAsync<TimelineException>(() => score.MergeAsync(preview).AsTask());
        _ = score.Freeze();
        _ = await Assert.ThrowsAsync<VariableFrozenException>(() => score.SwitchAsync("main").AsTask());
        _ = await Assert.ThrowsAsync<VariableFrozenException>(
            () => score.MergeAsync("main", MergePolicy.Theirs).AsTask());
        Assert.Equal((4, 2, "side"), (score.Value, score.LastChange.Index, score.CurrentBranch));
    }

    [Fact]
    public async Task No_thread_is_held_while_a_store_writes_and_what_is_begun_is_done_though_the_caller_gives_up()
    {
        var score = await Kept();
        foreach (var move in new Func<CancellationToken, Task>[]
        {
            cancellation => score.BranchAsync("third", cancellation).AsTask(),
            cancellation => score.MergeAsync("side", MergePolicy.Theirs, null, cancellation).AsTask(),
            cancellation => score.SwitchAsync("side", cancellation).AsTask(),
            cancellation => score.MergeAsync("main", null, null, cancellation).AsTask(),
            cancellation => score.DeleteBranchAsync("third", cancellation).AsTask(),
        })
        {
            using var given = new CancellationTokenSource();
            var before = Standing(score);
            var hold = new TaskCompletionSource();
            _store.BeforeAppend = () => hold.Task;
            var moving = move(given.Token);
            Assert.False(moving.IsCompleted);
            Assert.Equal(before, Standing(score));
            await given.CancelAsync();
            hold.SetResult();
            await moving;
            Assert.NotEqual(before, Standing(score));
        }

        Assert.Equal("side of main, side: 2 at 2", Standing(score));
        using var next = new Registry();
        Assert.Equal(Standing(score), Standing(await next.WatchAsync("score", 99, Options)));
    }

    [Fact]
    public async Task Giving_up_before_it_is_begun_changes_nothing()
    {
        var score = await Kept();
        var before = Standing(score);
        var given = new CancellationToken(canceled: true);
        foreach (var move in new Func<ValueTask>[]
        {
            () => score.BranchAsync("third", given),
            () => score.SwitchAsync("side", given),
            () => score.DeleteBranchAsync("side", given),
            async () => _ = await score.MergeAsync("side", MergePolicy.Theirs, null, given),
            async () => _ = await score.MergeAsync(score.PreviewMerge("side", MergePolicy.Theirs), null, given),
        })
        {
            _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => move().AsTask());
            Assert.Equal(before, Standing(score));
        }
    }

    [Fact]
    public async Task What_the_store_refuses_was_not_done()
    {
        var score = await Kept();
        var before = Standing(score);
        _store.BeforeAppend = () => throw new HistoryStoreException("full");
        _ = await Assert.ThrowsAsync<HistoryStoreException>(() => score.MergeAsync("side", MergePolicy.Theirs).AsTask());
        _ = await Assert.ThrowsAsync<HistoryStoreException>(() => score.SwitchAsync("side").AsTask());
        Assert.Equal(before, Standing(score));
        _store.BeforeAppend = () => Task.CompletedTask;
        Assert.Equal(2, (await score.MergeAsync("side", MergePolicy.Theirs)).Value);
    }

    [Fact]
    public async Task Nothing_waits_for_a_thread_that_waits_for_it()
    {
        var score = await Kept();
        _store.BeforeAppend = async () => await Task.Yield();
        var done = new Thread(() =>
        {
            // All that awaits comes back to the one thread, which is busy waiting.
            SynchronizationContext.SetSynchronizationContext(new StuckContext());
            score.BranchAsync("third").AsTask().GetAwaiter().GetResult();
            _ = score.MergeAsync("side", MergePolicy.Theirs).AsTask().GetAwaiter().GetResult();
            score.SwitchAsync("side").AsTask().GetAwaiter().GetResult();
            score.DeleteBranchAsync("third").AsTask().GetAwaiter().GetResult();
        });
        done.Start();
        Assert.True(done.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal("side of main, side: 2 at 1", Standing(score));
    }

    private WatchOptions<int> Options => new() { Journal = new() { Store = _store } };

    private static Rule<int> Small { get; } = Rule<int>.OfAsync("small", async (value, cancellation) =>
    {
        await Task.Delay(1, cancellation).ConfigureAwait(false);
        return value < 10 ? null : "it is not small";
    });

    // On main it is 1 and on side it is 2, from 0.
    private async Task<Watched<int>> Kept()
    {
        var score = await _registry.WatchAsync("score", 0, Options);
        return score.Branch("side").Set(1).Switch("side").Set(2).Switch("main");
    }

    private static string Standing(Watched<int> score) =>
        $"{score.CurrentBranch} of {string.Join(", ", score.Branches)}: {score.Value} at {score.LastChange.Index}";
}
