using Timeline.ErrorLogs;
using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Conformance;

[Collection(SharedServer.Collection)]
public sealed class PostgresErrorStoreTests : ErrorStoreSuite
{
    private static readonly PostgresStoreOptions Options =
        new() { Schema = SharedServer.NewSchema(), Partitions = 2 };

    public PostgresErrorStoreTests() => PostgresGate.SkipWhereUnavailable();

    protected override int Cases => 12;

    protected override IHome<IErrorStore> MakeHome() => new PostgresHome<IErrorStore>(
        Options, async () => await PostgresErrorStore.OpenAsync(SharedServer.Source, Options));
}
