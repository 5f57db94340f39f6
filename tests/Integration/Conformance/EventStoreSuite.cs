using Timeline.Events;
using Timeline.Tests.Properties;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>What every store of events must do; a kind of store passes by saying where it keeps its store.</summary>
public abstract class EventStoreSuite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
    public Task A_subscriber_who_waits_can_give_up() => RunAsync(async home =>
    {
        await using var store = await home.OpenAsync();
        using var given = new CancellationTokenSource();
        var waiting = EventStoreScript.All(store.SubscribeAsync(EventQuery.All, given.Token));
        _ = Right(await store.SaveAsync([SampleEvents.Of(3)]));
        await given.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    });

    private async Task RunAsync(Func<IHome<IEventStore>, Task> test)
    {
        await using var home = MakeHome();
        await test(home);
    }
}
