using System.Runtime.CompilerServices;
using Timeline.Observing;

namespace Timeline.Tests.Unit.Observing;

public sealed class StreamTests
{
    private readonly Deliveries _it = new();

    [Fact]
    public async Task An_enumeration_reads_from_the_item_after_it_was_begun_up_to_the_end()
    {
        _it.Set(1);
        var stream = _it.Delivery.Stream();
        _it.Set(2);
        await using var early = stream.GetAsyncEnumerator();
        _it.Set(3);
        await using var late = stream.GetAsyncEnumerator();
        _it.Set(4);
        _it.End();
        Assert.Equal([3, 4], await Rest(early));
        Assert.Equal([4], await Rest(late));
        await using var afterTheEnd = stream.GetAsyncEnumerator();
        Assert.Empty(await Rest(afterTheEnd));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_reader_that_nobody_has_any_more_lets_go_of_its_buffer(int read)
    {
        using var never = new CancellationTokenSource();
        Delivery<object> delivery = new("it", _it.Failures, item => $"{item}");
        var item = await Abandon(delivery, read, never.Token);
        for (var i = 0; i < 10 && item.IsAlive; i++) Collect();
        Assert.False(item.IsAlive);
        Assert.False(delivery.Post(new object()));
    }

    [Fact]
    public async Task A_reader_that_waits_is_there_though_nobody_else_has_it()
    {
        Delivery<object> delivery = new("it", _it.Failures, item => $"{item}");
        var heard = new TaskCompletionSource<object>();
        Begin(delivery, heard);
        for (var i = 0; i < 3; i++) Collect();
        Assert.True(delivery.Post(7));
        delivery.Drain();
        Assert.Equal(7, await heard.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_reader_waits_for_what_comes_and_its_continuation_is_not_run_by_the_setter()
    {
        await using var reader = _it.Delivery.Stream().GetAsyncEnumerator();
        var setter = 0;
        var next = Continue();
        Assert.False(next.IsCompleted);
        Thread setting = new(() =>
        {
            setter = Environment.CurrentManagedThreadId;
            _it.Set(1);
        });
        setting.Start();
        setting.Join();
        var (item, thread) = await next;
        Assert.Equal(1, item);
        Assert.NotEqual(setter, thread);

        async Task<(int Item, int Thread)> Continue()
        {
            _ = await reader.MoveNextAsync().ConfigureAwait(false);
            return (reader.Current, Environment.CurrentManagedThreadId);
        }
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_gets_what_is_buffered_and_then_is_told_where_to_go_on()
    {
        await using var reader = _it.Delivery.Stream(new() { Capacity = 3 }).GetAsyncEnumerator();
        for (var i = 1; i <= 5; i++) _it.Set(i);
        List<int> read = [];
        var slow = await Assert.ThrowsAsync<SlowReaderException>(async () =>
        {
            while (await reader.MoveNextAsync()) read.Add(reader.Current);
        });
        Assert.Equal([1, 2, 3], read);
        Assert.Equal(2, slow.Missed);
        Assert.Equal(
            "The reader of 'score' was behind by more than the 3 it buffers and missed at least 2. What it read last is"
            + " number 3: read on after it in the history, or give the stream a greater capacity.",
            slow.Message);
        Assert.False(_it.Delivery.Post(6)); // it does not listen any more
    }

    [Fact]
    public async Task A_reader_that_has_missed_something_reads_nothing_from_behind_the_gap()
    {
        await using var reader = _it.Delivery.Stream(new() { Capacity = 1 }).GetAsyncEnumerator();
        _it.Set(1);
        _it.Set(2);
        Assert.True(await reader.MoveNextAsync());
        _it.Set(3);
        var slow = await Assert.ThrowsAsync<SlowReaderException>(async () => await reader.MoveNextAsync());
        Assert.Equal(2, slow.Missed);
        Assert.Equal(1, reader.Current);
    }

    [Theory]
    [InlineData(SlowReader.DropOldest, 4, 5)]
    [InlineData(SlowReader.DropNewest, 1, 2)]
    public async Task A_reader_that_may_lose_something_loses_what_was_asked_for(SlowReader slowReader, params int[] kept)
    {
        var stream = _it.Delivery.Stream(new() { Capacity = 2, SlowReader = slowReader });
        await using var reader = stream.GetAsyncEnumerator();
        for (var i = 1; i <= 5; i++) _it.Set(i);
        _it.End();
        Assert.Equal(kept, await Rest(reader));
    }

    [Fact]
    public async Task Leaving_the_loop_unsubscribes()
    {
        await using (var reader = _it.Delivery.Stream().GetAsyncEnumerator())
            Assert.True(_it.Delivery.Post(1));
        _it.Delivery.Drain();
        Assert.False(_it.Delivery.Post(2));
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_and_unsubscribes()
    {
        using CancellationTokenSource cancelling = new();
        await using var reader = _it.Delivery.Stream().GetAsyncEnumerator(cancelling.Token);
        var next = reader.MoveNextAsync().AsTask();
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.False(_it.Delivery.Post(1));
    }

    [Fact]
    public async Task Cancelling_ends_the_reading_also_of_what_is_buffered()
    {
        using CancellationTokenSource cancelling = new();
        await using var reader = _it.Delivery.Stream().GetAsyncEnumerator(cancelling.Token);
        _it.Set(1);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.MoveNextAsync());
    }

    [Fact]
    public void An_enumeration_given_up_without_being_disposed_of_holds_no_more_than_its_buffer()
    {
        List<WeakReference> items = [];
        Delivery<object> delivery = new("it", _it.Failures, item => $"{item}");
        var abandoned = delivery.Stream(new() { Capacity = 8 }).GetAsyncEnumerator();
        for (var i = 0; i < 100; i++) Set();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(items.Count(item => item.IsAlive), 8, 9);
        GC.KeepAlive(abandoned);

        void Set()
        {
            object item = new();
            items.Add(new(item));
            if (delivery.Post(item)) delivery.Drain();
        }
    }

    [Fact]
    public void A_reader_that_leaves_while_something_comes_to_it_has_missed_nothing()
    {
        StreamSubscriber<int> leaving = new(_it.Delivery, new());
        leaving.Dispose();
        leaving.Hear(1);
        Assert.Null(leaving.Failure("nothing"));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamOptions { Capacity = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamOptions { SlowReader = (SlowReader)3 });
    }

    private static async Task<List<int>> Rest(IAsyncEnumerator<int> reader)
    {
        List<int> read = [];
        while (await reader.MoveNextAsync()) read.Add(reader.Current);
        return read;
    }

    // Apart from the tests, so that nothing is left of it in their frames.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> Abandon(Delivery<object> delivery, int read, CancellationToken cancellation)
    {
        var reader = delivery.Stream().GetAsyncEnumerator(cancellation);
        object last = new();
        Assert.True(delivery.Post(new object()));
        Assert.True(delivery.Post(last));
        delivery.Drain();
        for (var i = 0; i < read; i++) Assert.True(await reader.MoveNextAsync());
        return new WeakReference(last);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Begin(Delivery<object> delivery, TaskCompletionSource<object> heard)
    {
        _ = Read();

        async Task Read()
        {
            await foreach (var item in delivery.Stream()) heard.SetResult(item);
        }
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
