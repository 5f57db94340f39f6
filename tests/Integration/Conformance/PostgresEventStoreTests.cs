using Timeline.Events;
using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Conformance;

[Collection(SharedServer.Collection)]
public sealed class PostgresEventStoreTests : EventStoreSuite
{
    private static readonly PostgresStoreOptions Options =
        new() { Schema = SharedServer.NewSchema(), Partitions = 2 };

    public PostgresEventStoreTests() => PostgresGate.SkipWhereUnavailable();

    protected override int Cases => 12;

    protected override IHome<IEventStore> MakeHome() => new PostgresHome<IEventStore>(
        Options, async () => await PostgresEventStore.OpenAsync(SharedServer.Source, Options));
}
