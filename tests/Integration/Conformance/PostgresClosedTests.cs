using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Conformance;

[Collection(SharedServer.Collection)]
public sealed class PostgresClosedTests
{
    private static readonly PostgresStoreOptions Options = SharedServer.NewOptions();

    public PostgresClosedTests() => PostgresGate.SkipWhereUnavailable();

    [Fact]
    public async Task A_closed_store_of_clocks_says_that_it_is_closed() =>
        await Closed.Check(await PostgresClockStore.OpenAsync(SharedServer.Source, Options));

    [Fact]
    public async Task A_closed_store_of_errors_says_that_it_is_closed() =>
        await Closed.Check(await PostgresErrorStore.OpenAsync(SharedServer.Source, Options));

    [Fact]
    public async Task A_closed_store_of_histories_says_that_it_is_closed() =>
        await Closed.Check(await PostgresHistoryStore.OpenAsync(SharedServer.Source, Options));
}
