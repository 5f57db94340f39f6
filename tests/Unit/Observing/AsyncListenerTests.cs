using Timeline.Stamping;

namespace Timeline.Tests.Unit.Observing;

public sealed class AsyncListenerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Deliveries _it = new();
    private readonly List<int> _heard = [];

    [Fact]
    public async Task A_setter_never_waits_and_the_listener_hears_all_in_order_one_at_a_time()
    {
        using SemaphoreSlim go = new(0);
        var within = 0;
        var most = 0;
        _it.Delivery.SubscribeAsync(async (item, cancellation) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref within));
            if (item == 0) await go.WaitAsync(cancellation);
            await Task.Yield();
            _heard.Add(item);
            Interlocked.Decrement(ref within);
        });
        for (var i = 0; i < 1000; i++) _it.Set(i);
        var flushed = _it.Delivery.FlushAsync().AsTask();
        Assert.False(flushed.IsCompleted);
        Assert.Empty(_heard);
        go.Release();
        await flushed.WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 1000), _heard);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task It_is_called_on_no_thread_of_a_setter_and_sees_nothing_of_his_flow_of_execution()
    {
        List<string> actors = [];
        _it.Delivery.SubscribeAsync((_, _) =>
        {
            actors.Add(Actor.Current);
            return ValueTask.CompletedTask;
        });
        using (Actor.As("ada")) _it.Set(1);
        await _it.Delivery.FlushAsync().AsTask().WaitAsync(Patience);
        Assert.Equal([""], actors);
    }

    [Fact]
    public async Task What_it_throws_is_told_and_it_hears_on()
    {
        _it.Delivery.SubscribeAsync(async (item, _) =>
        {
            await Task.Yield();
            if (item == 1) throw new InvalidOperationException("broken");
            _heard.Add(item);
        });
        _it.Set(1);
        _it.Set(2);
        await _it.Delivery.FlushAsync().AsTask().WaitAsync(Patience);
        Assert.Equal([2], _heard);
        Assert.Equal((1, "broken"), (_it.Failed.Single().Item, _it.Failed.Single().Exception.Message));
    }

    [Fact]
    public async Task Disposing_cancels_the_call_under_way_drops_the_rest_and_lets_a_flush_go_on()
    {
        using SemaphoreSlim entered = new(0);
        TaskCompletionSource cancelled = new();
        var subscription = _it.Delivery.SubscribeAsync(async (item, cancellation) =>
        {
            _heard.Add(item);
            entered.Release();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            finally
            {
                cancelled.SetResult();
            }
        });
        _it.Set(1);
        _it.Set(2);
        await entered.WaitAsync();
        var flushed = _it.Delivery.FlushAsync().AsTask();
        Assert.False(flushed.IsCompleted);
        subscription.Dispose();
        await flushed.WaitAsync(Patience);
        await cancelled.Task.WaitAsync(Patience);
        Assert.Equal([1], _heard);
        Assert.Empty(_it.Failed);
    }

    [Fact]
    public async Task A_flush_waits_for_listeners_called_on_another_thread()
    {
        using SemaphoreSlim entered = new(0);
        using SemaphoreSlim go = new(0);
        _it.Delivery.Subscribe(item =>
        {
            entered.Release();
            go.Wait();
            _heard.Add(item);
        });
        var setting = Task.Run(() => _it.Set(1));
        await entered.WaitAsync();
        var flushed = _it.Delivery.FlushAsync().AsTask();
        Assert.False(flushed.IsCompleted);
        go.Release();
        await flushed.WaitAsync(Patience);
        Assert.Equal([1], _heard);
        await setting;
    }

    [Fact]
    public async Task A_flush_after_the_end_waits_for_those_who_are_still_at_it()
    {
        using SemaphoreSlim go = new(0);
        _it.Delivery.SubscribeAsync(async (item, cancellation) =>
        {
            await go.WaitAsync(cancellation);
            _heard.Add(item);
        });
        _it.Set(1);
        _it.End();
        var flushed = _it.Delivery.FlushAsync().AsTask();
        Assert.False(flushed.IsCompleted);
        go.Release();
        await flushed.WaitAsync(Patience);
        Assert.Equal([1], _heard);
    }

    [Fact]
    public async Task A_flush_can_be_given_up()
    {
        using SemaphoreSlim go = new(0);
        using CancellationTokenSource givenUp = new();
        _it.Delivery.SubscribeAsync(async (_, cancellation) => await go.WaitAsync(cancellation));
        _it.Set(1);
        var flushed = _it.Delivery.FlushAsync(givenUp.Token).AsTask();
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flushed.WaitAsync(Patience));
        go.Release();
    }

    [Fact]
    public void A_flush_with_nothing_to_wait_for_is_done()
    {
        Assert.True(_it.Delivery.FlushAsync().AsTask().IsCompletedSuccessfully);
        _it.Delivery.Subscribe(_heard.Add);
        _it.Set(1);
        Assert.True(_it.Delivery.FlushAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public void A_listener_that_flushes_what_it_listens_to_is_told_that_it_would_wait_for_ever()
    {
        _it.Delivery.Subscribe(_ => _it.Delivery.FlushAsync().AsTask().Wait());
        _it.Set(1);
        Assert.Contains("would wait for ever", Assert.Single(_it.Failed).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asynchronous_listener_that_flushes_what_it_listens_to_is_told_so_too()
    {
        _it.Delivery.SubscribeAsync(async (_, cancellation) =>
        {
            await Task.Yield();
            await Task.Run(async () => await _it.Delivery.FlushAsync(cancellation), cancellation);
        });
        _it.Set(1);
        await _it.Delivery.FlushAsync().AsTask().WaitAsync(Patience);
        Assert.Contains("would wait for ever", Assert.Single(_it.Failed).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_listener_has_left_running_may_flush_once_it_has_returned()
    {
        using SemaphoreSlim go = new(0);
        var left = Task.CompletedTask;
        _it.Delivery.SubscribeAsync((_, _) =>
        {
            left = FlushLater();
            return ValueTask.CompletedTask;
        });
        _it.Set(1);
        await _it.Delivery.FlushAsync().AsTask().WaitAsync(Patience);
        go.Release();
        await left.WaitAsync(Patience);

        async Task FlushLater()
        {
            await go.WaitAsync();
            await _it.Delivery.FlushAsync();
        }
    }

    [Fact]
    public async Task A_listener_may_flush_another_variable()
    {
        Deliveries other = new();
        other.Delivery.SubscribeAsync(async (item, _) =>
        {
            await Task.Yield();
            _heard.Add(item);
        });
        _it.Delivery.SubscribeAsync(async (item, cancellation) =>
        {
            other.Set(item * 10);
            await other.Delivery.FlushAsync(cancellation);
            _heard.Add(item);
        });
        _it.Set(1);
        await _it.Delivery.FlushAsync().AsTask().WaitAsync(Patience);
        Assert.Equal([10, 1], _heard);
    }
}
