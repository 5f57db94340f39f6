using Timeline.Postgres;
using Timeline.Sqlite;
using Timeline.Tests.Integration.Sqlite;

namespace Timeline.Tests.Integration.Postgres;

/// <summary>A store on a file that is healed from one on a server.</summary>
[Collection(SharedServer.Collection)]
public sealed class ReplicaTests : SchemaTests<ReplicaTests>
{
    private readonly Scratch _scratch = new();

    public override ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return base.DisposeAsync();
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("UPDATE {0}.version SET label = 'x' WHERE number IN (4, 7, 22)")]
    public async Task A_file_is_healed_from_a_server_that_has_the_same_history(string damageThere)
    {
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) await Samples.Record(store);
        List<string> content;
        await using (var store = SqliteHistoryStore.Open(_scratch.Store)) content = await Samples.ReadAll(store);
        await using var server = await PostgresHistoryStore.OpenAsync(SharedServer.Source, Options);
        await Samples.Record(server);
        await SharedServer.Server.Execute(damageThere.Replace("{0}", Options.Schema, StringComparison.Ordinal));
        using (var file = Timeline.Sqlite.Database.Open(_scratch.Store, readOnly: false))
            file.Execute("UPDATE version SET time = 0 WHERE key & 0xffffffff = 20; DELETE FROM version WHERE key & 0xffffffff = 27");

        var report = await SqliteHistoryStore.RepairAsync(_scratch.Store, [server]);

        Assert.True(report.IsWhole, string.Join('\n', report.Unhealed));
        await using var healed = SqliteHistoryStore.Open(_scratch.Store);
        Assert.Empty((await healed.VerifyAsync()).Findings);
        Assert.Equal(content, await Samples.ReadAll(healed));
    }
}
