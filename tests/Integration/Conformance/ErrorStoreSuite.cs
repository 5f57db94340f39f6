using Timeline.ErrorLogs;
using Timeline.Tests.Properties;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>What every store of errors must do; a kind of store passes by saying where it keeps its store.</summary>
public abstract class ErrorStoreSuite
{
    /// <summary>How many scripts are run against the model.</summary>
    protected virtual int Cases => 60;

    protected abstract IHome<IErrorStore> MakeHome();

    [Fact]
    public void A_store_says_what_a_log_says_after_every_step() => Law.Holds(
        Scripts.OfNumbers(150),
        script => RunAsync(home => new ErrorStoreScript(home, script).Run()).GetAwaiter().GetResult(),
        Cases);

    [Fact]
    public Task A_number_is_not_given_again_after_its_entry_was_dropped() => RunAsync(async home =>
    {
        var entry = ErrorStoreScript.Entry(1);
        await using var store = await home.OpenAsync();
        var first = Right(await store.AppendAsync([entry]))[0];
        Assert.Equal([first.Number], await store.RetainAsync(new ErrorRetention { Count = 0 }, entry.Timestamp));
        await using var again = await home.OpenAsync();
        var second = Right(await again.AppendAsync([entry]))[0];
        Assert.True(second.IsNew);
        Assert.True(second.Number > first.Number);
    });

    [Fact]
    public Task Many_who_log_at_once_lose_nothing() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        var saves = await Task.WhenAll(Enumerable.Range(0, 4).Select(agent => Task.Run(async () =>
        {
            var numbers = new List<long>();
            for (var at = 0; at < 25; at++)
                numbers.Add(Right(await store.AppendAsync([ErrorStoreScript.Entry((agent * 100) + at)]))[0].Number);
            Assert.Equal(numbers.Order(), numbers);
            return numbers;
        })));
        var read = await EventStoreScript.All(store.ReadAsync(ErrorQuery.All));
        Assert.Equal(saves.SelectMany(numbers => numbers).OrderDescending(), read.Select(stored => stored.Number));
    });

    [Fact]
    public Task Logging_that_was_given_up_logs_nothing() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.AppendAsync([ErrorStoreScript.Entry(1)], given.Token));
        Assert.Empty(await EventStoreScript.All(store.ReadAsync(ErrorQuery.All)));
    });

    private async Task RunAsync(Func<IHome<IErrorStore>, Task> test)
    {
        await using var home = MakeHome();
        await test(home);
    }
}
