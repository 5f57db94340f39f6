using Timeline.Sqlite;
using Timeline.Storage;
using Timeline.Tests.Integration.Sqlite;

namespace Timeline.Tests.Integration.Conformance;

public sealed class SqliteStoreTests : StoreSuite
{
    protected override IStoreHome MakeHome() => new Home();

    private sealed class Home : IStoreHome
    {
        private readonly Scratch _scratch = new();

        public IHistoryStore Open() =>
            SqliteHistoryStore.Open(_scratch.Store, new SqliteStoreOptions { Snapshots = new SnapshotPolicy(1) });

        public ValueTask DisposeAsync()
        {
            _scratch.Dispose();
            return default;
        }
    }
}
