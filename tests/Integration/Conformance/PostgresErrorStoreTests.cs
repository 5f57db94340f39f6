using Timeline.ErrorLogs;
using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Conformance;

[Collection(SharedServer.Collection)]
public sealed class PostgresErrorStoreTests : ErrorStoreSuite
{
    public PostgresErrorStoreTests() => PostgresGate.SkipWhereUnavailable();

    protected override int Cases => PostgresHome<IErrorStore>.Cases;

    protected override IHome<IErrorStore> MakeHome() =>
        new PostgresHome<IErrorStore>(async (source, options) => await PostgresErrorStore.OpenAsync(source, options));
}
