using Timeline.Postgres;
using Timeline.Tests.Integration.Sqlite;

namespace Timeline.Tests.Integration.Postgres;

[Collection(SharedServer.Collection)]
public sealed class CompactTests : SchemaTests<CompactTests>
{
    [Fact]
    public async Task Compacting_counts_the_rows_anew_and_changes_nothing_that_can_be_read()
    {
        await using var store = await PostgresHistoryStore.OpenAsync(SharedServer.Source, Options);
        await Samples.Record(store, compact: false);
        var before = await Samples.ReadAll(store);
        Assert.True(await CountedVersions() <= 0);
        await store.CompactAsync();
        Assert.Equal((await Samples.Find(store)).Count, await CountedVersions());
        Assert.Equal(before, await Samples.ReadAll(store));
    }

    [Fact]
    public async Task Compacting_can_be_given_up()
    {
        await using var store = await PostgresHistoryStore.OpenAsync(SharedServer.Source, Options);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.CompactAsync(new CancellationToken(canceled: true)));
    }

    /// <summary>How many versions the server believes there are.</summary>
    private static async Task<long> CountedVersions() => (long)(await SharedServer.Server.Scalar(
        "SELECT sum(reltuples)::bigint FROM pg_class JOIN pg_inherits ON inhrelid = oid "
        + $"WHERE inhparent = '{Options.Schema}.version'::regclass"))!;
}
