using Timeline.Admission;
using Timeline.Watching;

namespace Timeline.Tests.Unit.Watching;

/// <summary>What a variable does whose rules, interceptors, functions or listeners take their time.</summary>
public sealed class AsyncTests : IDisposable
{
    private readonly Registry _registry = new(new() { Clock = new ManualClock() });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task A_rule_that_takes_time_is_asked_of_every_value_the_first_included()
    {
        var options = new WatchOptions<int> { Rules = [Positive] };
        var error = Assert.Throws<InvalidOperationException>(() => _registry.Watch("score", 1, options));
        Assert.Contains("WatchAsync", error.Message, StringComparison.Ordinal);
        _ = await Assert.ThrowsAsync<ValueRejectedException>(() => _registry.WatchAsync("score", -1, options, Cancellation));
        Assert.Empty(_registry.All);

        var score = await _registry.WatchAsync("score", 1, options, Cancellation);
        Assert.Equal(1, (await score.SetAsync(5, "five", Cancellation)).Index);
        _ = await Assert.ThrowsAsync<ValueRejectedException>(() => score.SetAsync(-5, null, Cancellation).AsTask());
        _ = Assert.Throws<InvalidOperationException>(() => score.Set(6));
        Assert.Equal([1, 5], Values(score));
    }

    [Fact]
    public async Task Going_back_and_forth_waits_for_rules_too()
    {
        var score = await _registry.WatchAsync("score", 1, new() { Rules = [Positive] }, Cancellation);
        _ = await score.SetAsync(5, null, Cancellation);
        Assert.Equal(1, (await score.RollbackAsync(0, null, Cancellation)).Value);
        Assert.Equal(5, (await score.UndoAsync(null, Cancellation)).Value);
        Assert.Equal(1, (await score.RedoAsync(null, Cancellation)).Value);
        Assert.Equal("reset to initial", (await score.ResetAsync(null, Cancellation)).Stamp.Label);
        Assert.Equal(["initial", "", "rollback to 0", "undo of 2", "redo of 2", "reset to initial"],
            score.History.Oldest().Select(version => version.Stamp.Label));
        _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => score.RollbackAsync(9, null, Cancellation).AsTask());
        _ = Assert.Throws<InvalidOperationException>(() => score.Rollback(0));
    }

    [Fact]
    public async Task Going_back_waits_for_no_interceptor_as_nothing_goes_through_it()
    {
        var same = Interceptor<int>.OfAsync("same", (value, _) => new(value));
        var score = await _registry.WatchAsync(
            "score", 1, new() { Rules = [Rule<int>.That("any", _ => true)], Interceptors = [same] });
        _ = await score.SetAsync(2);
        Assert.Equal(1, score.Undo().Value);
    }

    [Fact]
    public async Task What_is_loaded_is_held_against_rules_that_take_time()
    {
        var score = await _registry.WatchAsync("score", 1, new() { Rules = [Rule<int>.OfAsync("any", (_, _) => new((string?)null))] });
        using var file = new MemoryStream();
        await score.SaveAsync(file);
        _ = await score.SetAsync(2);
        file.Position = 0;
        await score.LoadAsync(file);
        Assert.Equal(1, score.Value);
        _ = score.AddRule(Rule<int>.OfAsync("none", (_, _) => new("never")));
        file.Position = 0;
        _ = await Assert.ThrowsAsync<ValueRejectedException>(() => score.LoadAsync(file));
    }

    [Fact]
    public async Task Updates_that_wait_in_the_middle_lose_nothing()
    {
        var score = _registry.Watch("score", 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                _ = await score.UpdateAsync(async (value, _) =>
                {
                    await Task.Yield();
                    return value + 1;
                });
            }
        }, Cancellation)));
        Assert.Equal(Enumerable.Range(0, 401), Values(score));
    }

    [Fact]
    public async Task Giving_up_changes_nothing()
    {
        using var given = new CancellationTokenSource();
        var score = _registry.Watch("score", 0);
        var waiting = score.UpdateAsync(
            async (value, cancellation) =>
            {
                await given.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellation);
                return value + 1;
            },
            null,
            given.Token);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.AsTask());
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => score.SetAsync(1, null, given.Token).AsTask());
        Assert.Equal([0], Values(score));
    }

    [Fact]
    public async Task Listeners_that_take_time_hear_every_version_in_order_and_flushing_waits_for_them()
    {
        List<int> heard = [];
        var score = _registry.Watch("score", 0);
        using var listening = score.OnChangeAsync(async (_, version, cancellation) =>
        {
            await Task.Delay(1, cancellation);
            heard.Add(version.Index);
        });
        for (var i = 1; i <= 20; i++) _ = score.Set(i);
        await score.FlushAsync(Cancellation);
        Assert.Equal(Enumerable.Range(1, 20), heard);
    }

    [Fact]
    public void Nothing_waits_for_a_thread_that_waits_for_it()
    {
        // All that awaits comes back to the one thread, which is busy waiting.
        var done = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new StuckContext());
            var score = _registry.WatchAsync("score", 1, new() { Rules = [Positive] }).GetAwaiter().GetResult();
            _ = score.SetAsync(2).AsTask().GetAwaiter().GetResult();
            _ = score.UpdateAsync((value, _) => ValueTask.FromResult(value + 1)).AsTask().GetAwaiter().GetResult();
            _ = score.UndoAsync().AsTask().GetAwaiter().GetResult();
            score.FlushAsync().AsTask().GetAwaiter().GetResult();
        });
        done.Start();
        Assert.True(done.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal([1, 2, 3, 2], Values(_registry.Find<int>("score")));
    }

    private static Rule<int> Positive { get; } = Rule<int>.OfAsync("positive", async (value, cancellation) =>
    {
        await Task.Delay(1, cancellation).ConfigureAwait(false);
        return value > 0 ? null : "it is not positive";
    });

    private static int[] Values(Watched<int> watched) => [.. watched.History.Oldest().Select(version => version.Value)];
}
