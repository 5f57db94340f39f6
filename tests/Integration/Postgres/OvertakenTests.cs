using Timeline.Histories;
using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Integration.Conformance;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>Two make one history at once, and the one who waits for the other waits longer than his patience.</summary>
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
        await using (var making = other.CreateCommand())
        {
#pragma warning disable CA2100 // The schema's name is a constant of these tests.
            making.CommandText = $"INSERT INTO {Options.Schema}.history SELECT * FROM {Options.Schema}.made";
#pragma warning restore CA2100
            _ = await making.ExecuteNonQueryAsync();
        }

        var second = Draft.Start.ToRoot(Draft.StampOf(2));
        var waiting = store.AppendAsync(name, AppendBatch.Of(second, BranchMove.Create(BranchName.Main, second.Id))).AsTask();
        await Task.Delay(400);
        await transaction.CommitAsync();
        var refused = Assert.IsType<TimelineError.BranchExists>(Left(await waiting));
        Assert.Equal(first.Id, refused.Actual.Id);
    }
}
