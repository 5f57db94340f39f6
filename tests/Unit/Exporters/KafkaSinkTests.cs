using Timeline.Containers;
using Timeline.Exporters;

namespace Timeline.Tests.Unit.Exporters;

public sealed class KafkaSinkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task No_more_messages_wait_than_may_be_in_flight()
    {
        List<TaskCompletionSource> waiting = [];
        await using var sink = new KafkaSink((_, _) => Begun().Task, "topic", new() { InFlight = 3 });

        var sending = sink.SendAsync(Batch(7), None).AsTask();
        Assert.Equal(3, waiting.Count);
        waiting[0].SetResult();
        waiting[1].SetResult();
        while (waiting.Count < 5) await Task.Yield();
        Assert.False(sending.IsCompleted);
        for (var i = 2; i < 7; i++)
        {
            while (waiting.Count <= i) await Task.Yield();
            waiting[i].SetResult();
        }

        await sending;
        Assert.Equal(7, waiting.Count);

        TaskCompletionSource Begun()
        {
            TaskCompletionSource task = new();
            waiting.Add(task);
            return task;
        }
    }

    [Fact]
    public async Task After_a_failure_nothing_more_is_produced()
    {
        List<string> produced = [];
        await using var sink = new KafkaSink(
            (message, _) =>
            {
                produced.Add(message.Id);
                if (produced.Count == 2) throw new TimeoutException("the broker is away");
                return Task.CompletedTask;
            },
            "topic", new() { InFlight = 1 });

        var failure = await Assert.ThrowsAsync<IOException>(async () => await sink.SendAsync(Batch(9), None));

        Assert.Contains("the broker is away", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, produced.Count);
    }

    [Fact]
    public async Task A_function_that_never_completes_or_gives_no_task_is_a_failure_like_others()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await using var deaf = new KafkaSink((_, _) => new TaskCompletionSource().Task, "topic", new() { InFlight = 3 });
        var sending = deaf.SendAsync(Batch(9), hurry.Token).AsTask();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(TimeSpan.FromSeconds(30)));

        await using var empty = new KafkaSink((_, _) => null!, "topic");
        var failure = await Assert.ThrowsAsync<IOException>(async () => await empty.SendAsync(Batch(1), None));
        Assert.Contains("no task", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_refused_refuses_the_batch_unless_another_only_failed()
    {
        await using var refusing = Sink((_, _) => throw new SinkRefusedException("too large"));
        await using var both = Sink((message, _) => message.Id.EndsWith("/2", StringComparison.Ordinal)
            ? throw new TimeoutException() : throw new SinkRefusedException("too large"));

        _ = await Assert.ThrowsAsync<SinkRefusedException>(async () => await refusing.SendAsync(Batch(2), None));
        _ = await Assert.ThrowsAsync<IOException>(async () => await both.SendAsync(Batch(2), None));

        static KafkaSink Sink(Func<KafkaMessage, CancellationToken, Task> produce) => new(produce, "topic");
    }

    [Fact]
    public async Task Giving_up_is_told_as_such()
    {
        using var ending = new CancellationTokenSource();
        await using var sink = new KafkaSink((_, token) => Task.Delay(Timeout.Infinite, token), "topic");

        var sending = sink.SendAsync(Batch(3), ending.Token).AsTask();
        await ending.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public void Bad_settings_are_refused()
    {
        _ = Assert.Throws<ArgumentException>(() => new KafkaSink((_, _) => Task.CompletedTask, " "));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new KafkaSinkOptions { InFlight = 0 });
        _ = Assert.Throws<ArgumentNullException>(() => new KafkaSink(null!, "topic"));
    }

    private static ExportBatch Batch(int count)
    {
        TrackedList<int> list = [];
        for (var i = 1; i < count; i++) list.Add(i);
        return new([.. list.Log.Entries.Select(ExportRecord.Of)]);
    }
}
