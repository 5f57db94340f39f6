using System.Collections.Concurrent;
using Timeline.Causality;
using Timeline.Events;
using Timeline.Histories;
using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>The server is really killed while it is written to, and started again under the same store objects.</summary>
[Collection(SharedServer.Collection)]
public sealed class KilledServerTests
{
    private const int Writers = 4;
    private const int Batch = 40;

    private static readonly PostgresStoreOptions Options = new()
    {
        Partitions = 2,
        Patience = TimeSpan.FromMilliseconds(100),
    };

    private static readonly HistoryName Name = HistoryName.Of("a.json");

    public KilledServerTests() => PostgresGate.SkipWhereUnavailable();

    [Fact]
    public async Task Events_that_were_acknowledged_are_there_and_no_batch_is_there_in_part()
    {
        await using var server = await PostgresServer.Start(isDurable: true);
        await using var store = await PostgresEventStore.OpenAsync(server.SocketConnectionString, Options);
        var acknowledged = new ConcurrentBag<int>();
        for (var round = 0; round < 3; round++)
        {
            var first = round * 100_000;
            var writing = Enumerable.Range(0, Writers)
                .Select(writer => Task.Run(() => SaveUntilLost(store, first + (writer * 10_000), acknowledged))).ToList();
            var more = acknowledged.Count + 1 + (round * 4);
            await Until(() => acknowledged.Count >= more);
            server.Kill();
            await Task.WhenAll(writing);
            await server.Run();
            await AssertWhole(store, acknowledged);
        }

        // The store goes on, and so does a subscriber.
        _ = Right(await store.SaveAsync([SampleEvents.Of(999_999)]));
        Assert.True((await store.FindAsync(SampleEvents.IdOf(999_999))).IsSome);
    }

    [Fact]
    public async Task A_subscriber_outlives_the_server()
    {
        await using var server = await PostgresServer.Start(isDurable: true);
        var patient = Options with { Patience = TimeSpan.FromSeconds(60) };
        await using var store = await PostgresEventStore.OpenAsync(server.SocketConnectionString, patient);
        using var given = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        var following = Subscriber.FollowAsync(store, 20, given.Token);
        for (var number = 0; number < 10; number++) _ = Right(await store.SaveAsync([SampleEvents.Of(number)]));

        // Transactions that write nothing, and that nothing brings to the disk: after the crash their numbers are given again. The subscriber looks after them.
        server.Freeze("walwriter");
        await server.Execute("DO $$ BEGIN FOR i IN 1..200 LOOP PERFORM pg_current_xact_id(); ROLLBACK; END LOOP; END $$");
        var since = await server.Scalar("SELECT clock_timestamp()::text FROM pg_notify('timeline_timeline', '')");
        var reached = (long)(await server.Scalar("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"))!;
        await Until(async () => await server.Scalar(
            "SELECT EXISTS(SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND state = 'idle' "
            + $"AND pid <> pg_backend_pid() AND state_change > '{since}' AND query NOT LIKE '%pg_notify%')") is true);
        server.Kill();
        var saving = store.SaveAsync([SampleEvents.Of(10)]).AsTask();
        await server.Run();
        _ = Right(await saving);
        for (var number = 11; number < 20; number++) _ = Right(await store.SaveAsync([SampleEvents.Of(number)]));
        var seen = await following;
        Assert.True(seen[^1].Position.Transaction < (ulong)reached, "no number was given again, so nothing was tried");
        Assert.Equal(
            Enumerable.Range(0, 20).Select(number => SampleEvents.Of(number)), seen.Select(stored => stored.Event));
    }

    [Fact]
    public async Task Versions_and_times_that_were_acknowledged_are_there_and_the_history_verifies()
    {
        await using var server = await PostgresServer.Start(isDurable: true);
        await using var store = await PostgresHistoryStore.OpenAsync(server.SocketConnectionString, Options);
        await using var clocks = await PostgresClockStore.OpenAsync(server.SocketConnectionString, Options);
        var root = Draft.Start.ToRoot(Draft.StampOf(0));
        _ = Right(await store.AppendAsync(Name, AppendBatch.Of(root, BranchMove.Create(BranchName.Main, root.Id))));
        var (head, appended, time) = (root, 0, 0L);
        var appending = Task.Run(async () =>
        {
            for (var i = 1; ; i++)
            {
                var next = Draft.Start.Set("key0", i).ToVersion([head.Id], Draft.StampOf(i), "key0");
                var move = BranchMove.Advance(BranchName.Main, head.Id, next.Id);
                if (await Lost(async () => Right(await store.AppendAsync(Name, AppendBatch.Of(next, move))))) return;
                head = next;
                Volatile.Write(ref appended, i);
            }
        });
        var counting = Task.Run(async () =>
        {
            while (!await Lost(async () => time = Right(await clocks.AdvanceAsync(ReplicaId.Of("a"), 0))))
            {
            }
        });
        await Until(() => Volatile.Read(ref appended) >= 5 && Volatile.Read(ref time) >= 5);
        server.Kill();
        await Task.WhenAll(appending, counting);
        await server.Run();
        Assert.Empty((await store.VerifyAsync()).Findings);
        Assert.True((await store.ReadAsync(Name, head.Id)).IsRight);
        Assert.True(Right(await clocks.AdvanceAsync(ReplicaId.Of("a"), 0)) > time);
    }

    /// <summary>Saves batches until the server is gone, and says which were acknowledged.</summary>
    private static async Task SaveUntilLost(PostgresEventStore store, int first, ConcurrentBag<int> acknowledged)
    {
        for (var at = first; ; at += Batch)
        {
            var events = Enumerable.Range(at, Batch).Select(number => SampleEvents.Of(number)).ToList();
            if (await Lost(async () => Right(await store.SaveAsync(events)))) return;
            acknowledged.Add(at);
        }
    }

    /// <summary>Waits for it: a server that has acknowledged nothing has nothing to lose.</summary>
    private static Task Until(Func<bool> isSo) => Until(() => Task.FromResult(isSo()));

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo()) await Task.Delay(5, patience.Token);
    }

    private static async Task AssertWhole(PostgresEventStore store, ConcurrentBag<int> acknowledged)
    {
        var there = (await EventStoreScript.All(store.ReadAsync(EventQuery.All))).Select(stored => stored.Event.Id).ToHashSet();
        Assert.NotEmpty(acknowledged);
        Assert.All(acknowledged, at => Assert.Contains(SampleEvents.IdOf(at), there));
        Assert.Equal(0, there.Count % Batch);
        Assert.True(there.Count / Batch - acknowledged.Count <= 3 * Writers);
    }

    /// <summary>Whether the server was lost, which has one of two names.</summary>
    private static async Task<bool> Lost<T>(Func<Task<T>> act)
    {
        try
        {
            _ = await act();
            return false;
        }
        catch (HistoryStoreException failure)
        {
            Assert.True(failure.Trouble is StoreTrouble.Unreachable or StoreTrouble.OutcomeUnknown, failure.Message);
            return true;
        }
    }
}
