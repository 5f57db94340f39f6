using Npgsql;
using Timeline.Events;
using Timeline.Postgres;
using Timeline.Tests.Integration.Conformance;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>Commits land out of order: what is read by a sequence is lost for ever, what is read by our position is not.</summary>
[Collection(SharedServer.Collection)]
public sealed class GapTests : SchemaTests<GapTests>
{
    private const int Writers = 16;
    private const int Each = 30;

    [Fact]
    public async Task A_reader_by_sequence_loses_what_was_committed_late()
    {
        var table = $"naive_{SharedServer.NewSchema()}";
        await SharedServer.Server.Execute($"CREATE TABLE {table}(seq bigserial PRIMARY KEY)");
        await using var slow = await SharedServer.Source.OpenConnectionAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await Run(slow, $"INSERT INTO {table} DEFAULT VALUES");
        await SharedServer.Server.Execute($"INSERT INTO {table} DEFAULT VALUES");
        var last = (long)(await SharedServer.Server.Scalar($"SELECT max(seq) FROM {table}"))!;
        await transaction.CommitAsync();
        Assert.Equal(0L, await SharedServer.Server.Scalar($"SELECT count(*) FROM {table} WHERE seq > {last}"));
        Assert.Equal(2L, await SharedServer.Server.Scalar($"SELECT count(*) FROM {table}"));
    }

    [Fact]
    public async Task An_event_is_held_back_while_one_before_it_may_still_come()
    {
        await using var store = await PostgresEventStore.OpenAsync(SharedServer.Source, Options);
        await using var slow = await SharedServer.Source.OpenConnectionAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await Run(slow, "SELECT pg_current_xact_id()");
        var saved = Right(await store.SaveAsync([SampleEvents.Of(1)]))[0];
        Assert.True((await store.FindAsync(SampleEvents.IdOf(1))).IsSome);
        Assert.Empty(await EventStoreScript.All(store.ReadAsync(EventQuery.All)));
        Assert.Empty(await EventStoreScript.All(store.ReadAsync(new EventQuery { After = saved.Position })));
        Assert.Equal(EventPosition.Start, await store.EndAsync());
        await transaction.CommitAsync();
        Assert.Equal(saved.Position, Assert.Single(await EventStoreScript.All(store.ReadAsync(EventQuery.All))).Position);
    }

    [Fact]
    public async Task Subscribers_of_sixteen_writers_see_every_event_once_and_in_one_order()
    {
        await using var store = await PostgresEventStore.OpenAsync(SharedServer.Source, Options);
        await using var other = await PostgresEventStore.OpenAsync(SharedServer.Source, Options);
        using var given = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(writer % 2 == 0 ? store : other, writer)));
        var subscribers = new[]
        {
            Subscriber.FollowAsync(store, Writers * Each, given.Token),
            Subscriber.FollowAsync(other, Writers * Each, given.Token),
            Subscriber.FollowSlowlyAsync(other, Writers * Each, given.Token),
            Subscriber.FollowReturningAsync(store, Writers * Each, given.Token),
        };
        await Task.WhenAll(writing);
        var late = await Subscriber.FollowAsync(other, Writers * Each, given.Token);
        Assert.Equal(late.OrderBy(stored => stored.Position), late);
        Assert.Equal(Writers * Each, late.Select(stored => stored.Event.Id).Distinct().Count());
        foreach (var seen in await Task.WhenAll(subscribers)) Assert.Equal(late, seen);
    }

    private static async Task Write(PostgresEventStore store, int writer)
    {
        // Of different sizes, so that they end in another order than they begin.
        for (var at = 0; at < Each;)
        {
            var count = Math.Min(Each - at, 1 + ((writer + at) % 7));
            var first = (writer * 1_000) + at;
            _ = Right(await store.SaveAsync([.. Enumerable.Range(first, count).Select(number => SampleEvents.Of(number))]));
            at += count;
        }
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        _ = await command.ExecuteNonQueryAsync();
    }
}
