using Timeline.Events;
using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Conformance;

[Collection(SharedServer.Collection)]
public sealed class PostgresEventStoreTests : ClosedEventStoreSuite
{
    public PostgresEventStoreTests() => PostgresGate.SkipWhereUnavailable();

    protected override int Cases => PostgresHome<IEventStore>.Cases;

    protected override IHome<IEventStore> MakeHome() =>
        new PostgresHome<IEventStore>(async (source, options) => await PostgresEventStore.OpenAsync(source, options));
}
