namespace Timeline.Tests.Unit.Observing;

public sealed class DeliveryTests
{
    private readonly Deliveries _it = new();
    private readonly List<string> _heard = [];

    [Fact]
    public void A_listener_hears_each_item_once_in_order_from_its_subscription_on()
    {
        _it.Set(1);
        _it.Delivery.Subscribe(item => _heard.Add($"a{item}"));
        _it.Set(2);
        _it.Delivery.Subscribe(item => _heard.Add($"b{item}"));
        _it.Set(3);
        Assert.Equal(["a2", "a3", "b3"], _heard);
    }

    [Fact]
    public void Nothing_is_posted_while_nobody_listens()
    {
        Assert.False(_it.Delivery.Post(1));
        var subscription = _it.Delivery.Subscribe(_ => { });
        Assert.True(_it.Delivery.Post(2));
        Assert.Equal(1, _it.Delivery.Waiting);
        _it.Delivery.Drain();
        Assert.Equal(0, _it.Delivery.Waiting);
        subscription.Dispose();
        Assert.False(_it.Delivery.Post(3));
    }

    [Fact]
    public void Listeners_are_called_by_priority_and_then_in_order_of_subscription()
    {
        _it.Delivery.Subscribe(_ => _heard.Add("first of 50"));
        _it.Delivery.Subscribe(_ => _heard.Add("60"), priority: 60);
        _it.Delivery.Subscribe(_ => _heard.Add("second of 50"));
        _it.Delivery.Subscribe(_ => _heard.Add("-1"), priority: -1);
        _it.Set(1);
        Assert.Equal(["-1", "first of 50", "second of 50", "60"], _heard);
    }

    [Fact]
    public void Thousands_of_listeners_come_and_go_without_copying_each_other()
    {
        const int Many = 4000;
        Action<int> listener = _ => _heard.Add("");
        var subscriptions = new IDisposable[Many];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Many; i++) subscriptions[i] = _it.Delivery.Subscribe(listener, priority: i % 3);
        for (var i = 0; i < Many - 1; i++) subscriptions[i].Dispose();
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Many;
        Assert.InRange(each, 1, 5000);
        _it.Set(1);
        _ = Assert.Single(_heard);
    }

    [Fact]
    public void What_a_listener_sets_is_heard_by_everybody_after_what_it_reacts_to()
    {
        _it.Delivery.Subscribe(item =>
        {
            _heard.Add($"a{item}");
            if (item == 1) _it.Set(2);
        });
        _it.Delivery.Subscribe(item => _heard.Add($"b{item}"));
        _it.Set(1);
        Assert.Equal(["a1", "b1", "a2", "b2"], _heard);
    }

    [Fact]
    public void A_hundred_thousand_sets_from_within_a_listener_need_no_stack()
    {
        var depth = 0;
        var deepest = 0;
        var last = 0;
        _it.Delivery.Subscribe(item =>
        {
            deepest = Math.Max(deepest, ++depth);
            last = item;
            if (item < 100_000) _it.Set(item + 1);
            depth--;
        });
        _it.Set(1);
        Assert.Equal((100_000, 1), (last, deepest));
    }

    [Fact]
    public void More_than_the_queue_holds_at_first_is_heard_in_order()
    {
        List<int> heard = [];
        _it.Delivery.Subscribe(item =>
        {
            heard.Add(item);
            if (item != 0) return;
            foreach (var next in Enumerable.Range(1, 20_000)) _it.Set(next);
        });
        _it.Set(0);
        Assert.Equal(Enumerable.Range(0, 20_001), heard);
    }

    [Fact]
    public void A_listener_that_ends_its_subscription_hears_no_more_not_even_what_waits()
    {
        IDisposable? subscription = null;
        subscription = _it.Delivery.Subscribe(item =>
        {
            _heard.Add($"a{item}");
            _it.Set(2);
            subscription!.Dispose();
        });
        _it.Delivery.Subscribe(item => _heard.Add($"b{item}"));
        _it.Set(1);
        Assert.Equal(["a1", "b1", "b2"], _heard);
    }

    [Fact]
    public void A_listener_that_ends_anothers_subscription_is_obeyed_at_once()
    {
        IDisposable? other = null;
        _it.Delivery.Subscribe(_ => other!.Dispose());
        other = _it.Delivery.Subscribe(item => _heard.Add($"{item}"));
        _it.Set(1);
        Assert.Empty(_heard);
    }

    [Fact]
    public void Disposing_twice_ends_no_other_subscription_of_the_same_listener()
    {
        Action<int> listener = item => _heard.Add($"{item}");
        var first = _it.Delivery.Subscribe(listener);
        _it.Delivery.Subscribe(listener);
        first.Dispose();
        first.Dispose();
        _it.Set(1);
        Assert.Equal(["1"], _heard);
    }

    [Fact]
    public void One_who_subscribes_within_a_listener_hears_from_the_next_item_on()
    {
        _it.Delivery.Subscribe(item =>
        {
            if (item != 1) return;
            _it.Set(2);
            _it.Delivery.Subscribe(heard => _heard.Add($"{heard}"));
            _it.Set(3);
        });
        _it.Set(1);
        Assert.Equal(["3"], _heard);
    }

    [Fact]
    public async Task What_is_set_meanwhile_on_another_thread_is_delivered_by_the_one_who_delivers()
    {
        using SemaphoreSlim entered = new(0);
        using SemaphoreSlim go = new(0);
        List<(int Item, int Thread)> heard = [];
        _it.Delivery.Subscribe(item =>
        {
            heard.Add((item, Environment.CurrentManagedThreadId));
            if (item != 1) return;
            entered.Release();
            go.Wait();
        });
        var first = Task.Run(() => _it.Set(1));
        await entered.WaitAsync();
        _it.Set(2); // returns although nobody has heard it yet
        Assert.Equal([1], heard.Select(each => each.Item));
        go.Release();
        await first;
        Assert.Equal([1, 2], heard.Select(each => each.Item));
        Assert.Equal(heard[0].Thread, heard[1].Thread);
    }

    [Fact]
    public void An_observer_hears_the_items_and_the_end()
    {
        Observer observer = new(_heard);
        using var subscription = _it.Delivery.Subscribe(observer);
        _it.Set(1);
        _it.End();
        _it.Set(2);
        _it.End();
        Assert.Equal(["1", "end"], _heard);
    }

    [Fact]
    public void An_observer_that_comes_after_the_end_hears_the_end_at_once()
    {
        _it.End();
        using var subscription = _it.Delivery.Subscribe(new Observer(_heard));
        Assert.Equal(["end"], _heard);
    }

    [Fact]
    public void What_was_set_before_the_end_is_heard_before_it()
    {
        _it.Delivery.Subscribe(item =>
        {
            if (item != 1) return;
            _it.Set(2);
            _it.End();
        });
        using var subscription = _it.Delivery.Subscribe(new Observer(_heard));
        _it.Set(1);
        Assert.Equal(["1", "2", "end"], _heard);
    }

    [Fact]
    public void An_observer_whose_subscription_has_ended_does_not_hear_the_end()
    {
        _it.Delivery.Subscribe(new Observer(_heard)).Dispose();
        _it.End();
        Assert.Empty(_heard);
    }

    [Fact]
    public async Task While_another_thread_sets_without_end_the_one_who_delivers_returns_and_nothing_is_lost()
    {
        var posted = 0;
        var last = -1;
        var endless = 0;
        using ManualResetEventSlim begun = new();
        using CancellationTokenSource end = new();
        List<int> first = [];
        List<int> second = [];
        _it.Delivery.Subscribe(item =>
        {
            // For whoever delivers there is always something more, until the other has to deliver himself.
            if (Environment.CurrentManagedThreadId != Volatile.Read(ref endless))
            {
                begun.Set();
                SpinWait.SpinUntil(() => end.IsCancellationRequested || Volatile.Read(ref posted) > item + 1);
            }

            first.Add(item);
        });
        _it.Delivery.Subscribe(item =>
        {
            second.Add(item);
            Volatile.Write(ref last, item);
        });
        var other = OnItsOwn(() =>
        {
            Volatile.Write(ref endless, Environment.CurrentManagedThreadId);
            begun.Wait();
            while (!end.IsCancellationRequested)
            {
                _it.Set(posted);
                Volatile.Write(ref posted, posted + 1);
                SpinWait.SpinUntil(() => end.IsCancellationRequested || posted - Volatile.Read(ref last) < 64);
            }
        });
        posted = 1;
        var setting = OnItsOwn(() => _it.Set(0));
        var isBack = await Task.WhenAny(setting, Task.Delay(TimeSpan.FromSeconds(10))) == setting;
        await end.CancelAsync();
        await Task.WhenAll(other, setting);
        await _it.Delivery.FlushAsync();
        Assert.True(isBack);
        Assert.Equal(Enumerable.Range(0, posted), first);
        Assert.Equal(first, second);
        Assert.True(posted >= Timeline.Observing.Delivery<int>.Stint);

        static Task OnItsOwn(Action action) => Task.Factory.StartNew(
            action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    [Fact]
    public async Task What_many_threads_set_is_heard_once_in_order_whoever_delivers_it()
    {
        const int Each = 20_000;
        List<int> heard = [];
        var next = 0;
        Lock gate = new();
        _it.Delivery.Subscribe(heard.Add);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                lock (gate) _it.Delivery.Post(next++);
                _it.Delivery.Drain();
            }
        })));
        await _it.Delivery.FlushAsync();
        Assert.Equal(Enumerable.Range(0, 4 * Each), heard);
        Assert.Equal(0, _it.Delivery.Waiting);
    }

    [Fact]
    public void A_listener_in_the_single_threaded_path_allocates_nothing()
    {
        _it.Delivery.Subscribe(_ => { });
        for (var i = 0; i < 1000; i++) _it.Set(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _it.Set(i);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private sealed class Observer(List<string> heard) : IObserver<int>
    {
        public void OnNext(int value) => heard.Add($"{value}");

        public void OnCompleted() => heard.Add("end");

        public void OnError(Exception error) => heard.Add("error");
    }
}
