using System.Globalization;
using Timeline.Events;
using Timeline.Postgres;
using Timeline.Sqlite;
using Timeline.Tests.Faults.Running;
using Timeline.Tests.Integration.Conformance;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Faults.Crowds;

/// <summary>Sixteen writers of events, and those who follow them: fast, slow, late, and going away and coming back.</summary>
public sealed class SubscriberTests
{
    private const int Writers = 16;

    private static readonly int Each = Extent.Of(@short: 12, @long: 1_500);
    private static readonly int All = Writers * Each;

    [Fact]
    public async Task Subscribers_of_a_file_see_every_event_once_and_in_one_order()
    {
        using var folder = new Folder();

        // How long who writes may wait is another question.
        var options = new SqliteStoreOptions { BusyTimeout = TimeSpan.FromMinutes(1) };
        await using var one = SqliteEventStore.Open(folder.Store, options);
        await using var other = SqliteEventStore.Open(folder.Store, options);
        await RunAsync("SQLite", one, other);
    }

    [Fact]
    public async Task Subscribers_of_a_server_see_every_event_once_and_in_one_order()
    {
        PostgresGate.SkipWhereUnavailable();
        await using var server = await PostgresServer.Start(isDurable: true);
        var options = new PostgresStoreOptions { Partitions = 2 };
        await using var one = await PostgresEventStore.OpenAsync(server.SocketConnectionString, options);
        await using var other = await PostgresEventStore.OpenAsync(server.SocketConnectionString, options);
        await RunAsync("PostgreSQL", one, other);
    }

    [Fact]
    public async Task Subscribers_in_memory_see_every_event_once_and_in_one_order()
    {
        await using var store = new MemoryEventStore();
        await RunAsync("in memory", store, store);
    }

    private static async Task RunAsync(string name, IEventStore one, IEventStore other)
    {
        using var given = new CancellationTokenSource(TimeSpan.FromMinutes(Extent.Of(2, 20)));
        var saved = 0;
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var at = 0; at < Each; at++)
            {
                var answer = await (writer % 2 == 0 ? one : other).SaveAsync([SampleEvents.Of((writer * 100_000) + at)]);
                _ = Interlocked.Add(ref saved, Right(answer).Count(event_ => event_.IsNew));
            }
        })).ToList();
        var following = new List<Task<List<StoredEvent>>>();
        foreach (var store in new[] { one, other })
        {
            following.Add(FollowAsync(store, stays: int.MaxValue, wait: null, given.Token));
            following.Add(FollowAsync(store, stays: int.MaxValue, wait: 10, given.Token));
            following.Add(FollowAsync(store, stays: 7, wait: null, given.Token));
        }

        while (Volatile.Read(ref saved) < All / 2 && !writing.TrueForAll(writer => writer.IsCompleted)) await Task.Delay(5);
        following.Add(FollowAsync(one, stays: int.MaxValue, wait: null, given.Token));
        following.Add(FollowAsync(other, stays: 300, wait: 25, given.Token));
        await Task.WhenAll(writing);
        following.Add(FollowAsync(other, stays: int.MaxValue, wait: null, given.Token));
        var seen = await Task.WhenAll(following);
        Assert.Equal(All, saved);
        var expected = Enumerable.Range(0, Writers)
            .SelectMany(writer => Enumerable.Range(0, Each).Select(at => SampleEvents.IdOf((writer * 100_000) + at)))
            .Order().ToList();
        foreach (var events in seen)
        {
            Assert.Equal(expected, events.Select(stored => stored.Event.Id).Order());
            for (var i = 1; i < events.Count; i++) Assert.True(events[i - 1].Position < events[i].Position, $"at {i}");
            Assert.Equal(seen[0].Select(stored => stored.Event.Id), events.Select(stored => stored.Event.Id));
        }

        Figures.Report($"subscriptions, {name}", string.Create(
            CultureInfo.InvariantCulture,
            $"{Writers} writers, {All} events, {seen.Length} subscribers slow, late and reconnecting; out of order 0, twice 0, missed 0"));
    }

    /// <summary>Follows a store until all were seen.</summary>
    /// <param name="store">The store.</param>
    /// <param name="stays">After how many it goes away, and comes back to where it was.</param>
    /// <param name="wait">After how many it takes its time; null for never.</param>
    /// <param name="cancellation">Gives up.</param>
    private static async Task<List<StoredEvent>> FollowAsync(
        IEventStore store, int stays, int? wait, CancellationToken cancellation)
    {
        var seen = new List<StoredEvent>();
        while (seen.Count < All)
        {
            var after = seen.Count == 0 ? EventPosition.Start : seen[^1].Position;
            var query = new EventQuery { After = after, Limit = Math.Min(stays, All - seen.Count) };
            await foreach (var stored in store.SubscribeAsync(query, cancellation))
            {
                seen.Add(stored);
                if (wait is { } every && seen.Count % every == 0) await Task.Delay(2, cancellation);
            }
        }

        return seen;
    }
}
