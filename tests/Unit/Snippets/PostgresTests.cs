using Timeline.Documents;
using Timeline.Histories;
using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Unit.Snippets;

public sealed class PostgresTests
{
    [Fact]
    public async Task A_document_is_recorded_on_a_server()
    {
        PostgresGate.SkipWhereUnavailable();
        await using var server = await PostgresServer.Start();
        var connection = server.ConnectionString;
        var monday = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        await using var store = await PostgresHistoryStore.OpenAsync(connection);
        var settings = await DocumentHistory.OpenAsync(store, HistoryName.Of("app.json"));
        var recorded = await settings.RecordAsync("""{"port": 80}"""u8.ToArray(), new Stamp(monday, "ada", "begin"));

        Assert.True(recorded.IsRight);
        Assert.Equal(1L, await server.Scalar("SELECT count(*) FROM timeline.log WHERE history = 'app.json'"));
    }
}
