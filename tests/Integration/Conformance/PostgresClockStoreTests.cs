using Timeline.Events;
using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Conformance;

[Collection(SharedServer.Collection)]
public sealed class PostgresClockStoreTests : ClockStoreSuite
{
    public PostgresClockStoreTests() => PostgresGate.SkipWhereUnavailable();

    protected override int Cases => PostgresHome<IClockStore>.Cases;

    protected override IHome<IClockStore> MakeHome() =>
        new PostgresHome<IClockStore>(async (source, options) => await PostgresClockStore.OpenAsync(source, options));
}
