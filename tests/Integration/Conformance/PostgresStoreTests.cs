using Timeline.Postgres;
using Timeline.Storage;
using Timeline.Tests.Integration.Postgres;
using Timeline.Tests.Postgres;

namespace Timeline.Tests.Integration.Conformance;

[Collection(SharedServer.Collection)]
public sealed class PostgresStoreTests : StoreSuite
{
    private static readonly PostgresStoreOptions Options = new()
    {
        Schema = SharedServer.NewSchema(),
        Partitions = 2,
        Snapshots = new SnapshotPolicy(1),
    };

    public PostgresStoreTests() => PostgresGate.SkipWhereUnavailable();

    protected override int Cases => 25;

    protected override IStoreHome MakeHome()
    {
        SharedServer.Clear(Options).GetAwaiter().GetResult();
        return new Home();
    }

    private sealed class Home : IStoreHome
    {
        public IHistoryStore Open() =>
            PostgresHistoryStore.OpenAsync(SharedServer.Source, Options).AsTask().GetAwaiter().GetResult();

        public ValueTask DisposeAsync() => default;
    }
}
