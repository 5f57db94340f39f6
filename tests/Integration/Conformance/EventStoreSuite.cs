using System.Collections.Concurrent;
using Timeline.Events;
using Timeline.Tests.Properties;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>What every store of events must do; a kind of store passes by saying where it keeps its store.</summary>
public abstract class EventStoreSuite
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How many scripts are run against the model.</summary>
    protected virtual int Cases => 60;

    protected abstract IHome<IEventStore> MakeHome();

    [Fact]
    public void A_store_says_what_a_plain_list_says_after_every_step() => Law.Holds(
        Scripts.OfNumbers(150),
        script => RunAsync(home => new EventStoreScript(home, script).Run()).GetAwaiter().GetResult(),
        Cases);

    [Fact]
    public Task An_event_comes_back_to_the_last_digit() => RunAsync(async home =>
    {
        var events = Enumerable.Range(0, 60).Select(number => SampleEvents.Of(number)).ToList();
        await using (var store = await home.OpenAsync()) _ = Right(await store.SaveAsync(events));
        await using var again = await home.OpenAsync();
        var read = await EventStoreScript.All(again.ReadAsync(EventQuery.All));
        Assert.Equal(events.Select(EventJson.ToText), read.Select(stored => EventJson.ToText(stored.Event)));
    });

    [Fact]
    public Task A_save_that_was_given_up_saves_nothing() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.SaveAsync([SampleEvents.Of(1)], given.Token));
        Assert.Empty(await EventStoreScript.All(store.ReadAsync(EventQuery.All)));
    });

    [Fact]
    public Task What_many_save_at_once_is_new_to_one_of_them() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        var events = Enumerable.Range(0, 40).Select(number => SampleEvents.Of(number)).ToList();
        var saves = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var news = new List<EventId>();
            for (var at = 0; at < events.Count; at++)
            {
                var mine = events[(at + (writer * 7)) % events.Count];
                if (Right(await store.SaveAsync([mine]))[0].IsNew) news.Add(mine.Id);
            }

            return news;
        })));
        Assert.Equal(events.Select(@event => @event.Id).Order(), saves.SelectMany(news => news).Order());
    });

    [Fact]
    public Task Subscribers_slow_late_and_returning_see_all_in_one_order() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        await using var other = await home.OpenAsync();
        const int Writers = 4;
        const int Each = 40;
        using var patience = new CancellationTokenSource(Patience);
        var writing = WriteAsync(store, other);
        var subscribers = new[]
        {
            Subscriber.FollowAsync(store, Writers * Each, patience.Token),
            Subscriber.FollowAsync(other, Writers * Each, patience.Token),
            Subscriber.FollowSlowlyAsync(store, Writers * Each, patience.Token),
            Subscriber.FollowReturningAsync(other, Writers * Each, patience.Token),
        };
        await writing;
        var late = await Subscriber.FollowAsync(store, Writers * Each, patience.Token);
        Assert.Equal(Writers * Each, late.Select(stored => stored.Event.Id).Distinct().Count());
        Assert.Equal(late.OrderBy(stored => stored.Position), late);
        foreach (var seen in await Task.WhenAll(subscribers)) Assert.Equal(late, seen);

        static Task WriteAsync(IEventStore one, IEventStore another) => Task.WhenAll(Enumerable.Range(0, Writers).Select(
            writer => Task.Run(async () =>
            {
                var store = writer % 2 == 0 ? one : another;
                for (var at = 0; at < Each; at += 2)
                {
                    var number = (writer * 1_000) + at;
                    _ = Right(await store.SaveAsync([SampleEvents.Of(number), SampleEvents.Of(number + 1)]));
                }
            })));
    });

    [Fact]
    public Task Events_of_very_different_sizes_are_read_in_order_and_to_the_end() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        var events = Enumerable.Range(1, 120).Select(number => SampleEvents.Of(
            number, new string('x', number % 3 == 1 && number is > 40 and < 60 ? 3 << 20 : 3))).ToList();
        foreach (var batch in events.Chunk(20)) _ = Right(await store.SaveAsync(batch));
        Assert.Equal(events, (await EventStoreScript.All(store.ReadAsync(EventQuery.All))).Select(stored => stored.Event));
        var query = new EventQuery { Limit = events.Count };
        using var patience = new CancellationTokenSource(Patience);
        var followed = await EventStoreScript.All(store.SubscribeAsync(query, patience.Token));
        Assert.Equal(events, followed.Select(stored => stored.Event));
    });

    [Fact]
    public Task A_subscriber_from_the_end_sees_only_what_comes() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        _ = Right(await store.SaveAsync([SampleEvents.Of(1), SampleEvents.Of(2)]));
        var query = new EventQuery { After = await store.EndAsync(), Limit = 1 };
        using var patience = new CancellationTokenSource(Patience);
        var waiting = EventStoreScript.All(store.SubscribeAsync(query, patience.Token));
        _ = Right(await store.SaveAsync([SampleEvents.Of(3)]));
        Assert.Equal([SampleEvents.Of(3)], (await waiting).Select(stored => stored.Event));
    });

    [Fact]
    public Task A_position_that_no_event_has_is_refused_and_the_message_says_where_the_store_ends() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        var saved = Right(await store.SaveAsync([SampleEvents.Of(1), SampleEvents.Of(2)]));
        var end = await store.EndAsync();
        EventPosition[] foreign =
        [
            new(end.Transaction, end.Sequence + 1), new(end.Transaction + 1, 1), new(ulong.MaxValue, long.MaxValue),
            new(end.Transaction ^ 1, end.Sequence),
        ];
        foreach (var position in foreign)
        {
            foreach (var limit in new int?[] { null, 1 })
            {
                var query = new EventQuery { After = position, Limit = limit };
                await AssertRefused(store.ReadAsync(query));
                await AssertRefused(store.SubscribeAsync(query));
            }

            async Task AssertRefused(IAsyncEnumerable<StoredEvent> stream)
            {
                var refused = await Assert.ThrowsAsync<ArgumentException>(() => EventStoreScript.All(stream));
                Assert.Equal("query", refused.ParamName);
                Assert.Contains($"is at {position}, and the last is at {end}", refused.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal(end, saved[1].Position);
        Assert.Empty(await EventStoreScript.All(store.ReadAsync(new EventQuery { After = end })));
    });

    [Fact]
    public Task A_store_without_events_refuses_every_position_but_the_start() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        _ = await Assert.ThrowsAsync<ArgumentException>(
            () => EventStoreScript.All(store.SubscribeAsync(new EventQuery { After = EventPosition.Of(1) })));
        Assert.Empty(await EventStoreScript.All(store.ReadAsync(new EventQuery { After = EventPosition.Start })));
    });

    [Fact]
    public Task A_store_that_is_closed_while_many_are_at_work_answers_each_of_them_and_loses_nothing() => RunAsync(async home =>
    {
        var store = await home.OpenAsync();
        var saved = new ConcurrentBag<EventId>();
        var working = Enumerable.Range(0, 8).Select(worker => Task.Run(() => Work(worker * 1_000))).ToList();
        while (saved.Count < 20) await Task.Delay(1);
        await store.DisposeAsync();
        await Task.WhenAll(working).WaitAsync(Patience);
        await using var again = await home.OpenAsync();
        foreach (var id in saved) Assert.True((await again.FindAsync(id)).IsSome);

        async Task Work(int first)
        {
            try
            {
                for (var number = first; number < first + 200; number++)
                {
                    _ = Right(await store.SaveAsync([SampleEvents.Of(number)]));
                    saved.Add(SampleEvents.IdOf(number));
                    Assert.True((await store.FindAsync(SampleEvents.IdOf(number))).IsSome);
                }
            }
            catch (ObjectDisposedException)
            {
            }
        }
    });

    [Fact]
    public Task Whatever_was_given_up_before_it_began_is_not_begun() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        _ = Right(await store.SaveAsync([SampleEvents.Of(1)]));
        var given = new CancellationToken(canceled: true);
        Func<Task>[] uses =
        [
            async () => _ = await store.SaveAsync([SampleEvents.Of(2)], given),
            async () => _ = await store.SaveAsync([], given),
            async () => _ = await store.FindAsync(SampleEvents.IdOf(1), given),
            async () => _ = await store.EndAsync(given),
            async () => _ = await EventStoreScript.All(store.ReadAsync(EventQuery.All, given)),
            async () => _ = await EventStoreScript.All(store.SubscribeAsync(EventQuery.All, given)),
        ];
        foreach (var use in uses) _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(use);
        Assert.True((await store.FindAsync(SampleEvents.IdOf(2))).IsNone);
    });

    [Fact]
    public Task Two_who_save_another_content_under_one_id_at_once_save_one_of_them() => RunAsync(async home =>
    {
        await using var one = await home.OpenAsync();
        await using var other = await home.OpenAsync();
        for (var number = 0; number < 20; number++)
        {
            var contents = Enumerable.Range(0, 4).Select(text => SampleEvents.Of((number * 5) + 1, $"{text}")).ToList();
            var answers = await Task.WhenAll(contents.Select((@event, i) => Task.Run(
                async () => await (i % 2 == 0 ? one : other).SaveAsync([@event]))));
            var kept = await FindAsync(one, contents[0].Id);
            foreach (var (content, answer) in contents.Zip(answers))
            {
                if (content == kept) Assert.True(Right(answer)[0].IsNew);
                else Assert.Equal(new TimelineError.EventContentDiffers(kept, content), Left(answer));
            }
        }
    });

    [Fact]
    public Task A_large_event_and_a_large_batch_come_back() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        var large = SampleEvents.Of(1, new string('ä', 5 << 20));
        _ = Right(await store.SaveAsync([large]));
        Assert.Equal(large, await FindAsync(store, large.Id));
        var batch = Enumerable.Range(2, 5_000).Select(number => SampleEvents.Of(number)).ToList();
        Assert.All(Right(await store.SaveAsync(batch)), saved => Assert.True(saved.IsNew));
        Assert.All(Right(await store.SaveAsync(batch)), saved => Assert.False(saved.IsNew));
        var count = 0;
        await foreach (var stored in store.ReadAsync(EventQuery.All))
            Assert.Equal(SampleEvents.IdOf(++count), stored.Event.Id);
        Assert.Equal(batch.Count + 1, count);
    });

    [Fact]
    public Task Batches_that_overlap_are_saved_at_once_and_each_event_is_new_to_one_of_them() => RunAsync(async home =>
    {
        await using var one = await home.OpenAsync();
        await using var other = await home.OpenAsync();
        for (var round = 0; round < 10; round++)
        {
            var events = Enumerable.Range(round * 60, 60).Select(number => SampleEvents.Of(number)).ToList();
            var news = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
            {
                // Three neighbours of four groups, each in another order.
                var batch = Enumerable.Range(0, events.Count).Where(i => i % 4 != writer)
                    .OrderBy(i => i * (writer + 2) % 61).Select(i => events[i]).ToList();
                var saved = Right(await (writer % 2 == 0 ? one : other).SaveAsync(batch));
                return batch.Where((_, i) => saved[i].IsNew).Select(@event => @event.Id).ToList();
            })));
            Assert.Equal(events.Select(@event => @event.Id).Order(), news.SelectMany(some => some).Order());
        }
    });

    [Fact]
    public Task A_subscriber_who_waits_can_give_up() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        using var given = new CancellationTokenSource();
        var waiting = EventStoreScript.All(store.SubscribeAsync(EventQuery.All, given.Token));
        _ = Right(await store.SaveAsync([SampleEvents.Of(3)]));
        await given.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    });

    private static async Task<Event> FindAsync(IEventStore store, EventId id) => (await store.FindAsync(id)).Match(
        Some: stored => stored.Event, None: () => throw new InvalidOperationException($"{id} is not there"));

    protected async Task RunAsync(Func<IHome<IEventStore>, Task> test)
    {
        await using var home = MakeHome();
        await test(home);
    }
}
