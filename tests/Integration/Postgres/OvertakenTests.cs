using Npgsql;
using Timeline.Histories;
using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>Two write the same at once, and one of them waits for the other.</summary>
[Collection(SharedServer.Collection)]
public sealed class OvertakenTests : SchemaTests<OvertakenTests>
{
    [Fact]
    public async Task Who_was_overtaken_after_a_long_wait_sees_what_the_other_made()
    {
        var name = HistoryName.Of("a.json");
        await using var store = await PostgresHistoryStore.OpenAsync(
            SharedServer.Source, Options with { Patience = TimeSpan.FromMilliseconds(50) });
        var first = Draft.Start.ToRoot(Draft.StampOf(1));
        _ = Right(await store.AppendAsync(name, AppendBatch.Of(first, BranchMove.Create(BranchName.Main, first.Id))));

        // As if the other had made it, and not committed yet.
        await SharedServer.Server.Execute(
            $"CREATE TABLE {Options.Schema}.made AS SELECT * FROM {Options.Schema}.history; DELETE FROM {Options.Schema}.history");
        await using var other = await SharedServer.Source.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await Run(other, $"INSERT INTO {Options.Schema}.history SELECT * FROM {Options.Schema}.made");
        var second = Draft.Start.ToRoot(Draft.StampOf(2));
        var waiting = store.AppendAsync(name, AppendBatch.Of(second, BranchMove.Create(BranchName.Main, second.Id))).AsTask();
        await Task.Delay(400);
        await transaction.CommitAsync();
        var refused = Assert.IsType<TimelineError.BranchExists>(Left(await waiting));
        Assert.Equal(first.Id, refused.Actual.Id);
    }

    [Fact]
    public async Task Who_saves_many_events_while_another_has_one_of_them_holds_none_that_the_other_may_want()
    {
        await using var store = await PostgresEventStore.OpenAsync(SharedServer.Source, Options);
        await using var other = await SharedServer.Source.OpenConnectionAsync();
        for (var round = 1; round <= 6; round++)
        {
            var events = Enumerable.Range(round * 100, 40).Select(number => SampleEvents.Of(number)).ToList();
            var ids = events.Select(@event => @event.Id.ToString()).Order(StringComparer.Ordinal).ToList();
            await using var transaction = await other.BeginTransactionAsync();

            // Less than the second after which the server would end one of two that wait for each other.
            await Run(other, "SET LOCAL lock_timeout = '600ms'");
            await Give(other, ids[round]);
            var saving = store.SaveAsync(events).AsTask();
            await Task.Delay(300);
            foreach (var id in ids[(round + 1)..]) await Give(other, id);
            await transaction.RollbackAsync();
            Assert.All(Right(await saving), saved => Assert.True(saved.IsNew));
        }
    }

    private static Task Give(NpgsqlConnection connection, string id) => Run(
        connection,
        $"INSERT INTO {Options.Schema}.event_id(id, aggregate, tx, seq) VALUES('{id}', 'a', pg_current_xact_id(), 0)");

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is made of constants and ids.
        command.CommandText = sql;
#pragma warning restore CA2100
        _ = await command.ExecuteNonQueryAsync();
    }
}
