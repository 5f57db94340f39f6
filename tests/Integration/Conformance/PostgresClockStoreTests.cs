using Timeline.Events;
using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Conformance;

[Collection(SharedServer.Collection)]
public sealed class PostgresClockStoreTests : ClockStoreSuite
{
    private static readonly PostgresStoreOptions Options =
        new() { Schema = SharedServer.NewSchema(), Partitions = 2 };

    public PostgresClockStoreTests() => PostgresGate.SkipWhereUnavailable();

    protected override int Cases => 12;

    protected override IHome<IClockStore> MakeHome() => new PostgresHome<IClockStore>(
        Options, async () => await PostgresClockStore.OpenAsync(SharedServer.Source, Options));
}
