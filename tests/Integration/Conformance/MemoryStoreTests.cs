using Timeline.Storage;

namespace Timeline.Tests.Integration.Conformance;

public sealed class MemoryStoreTests : StoreSuite
{
    protected override IStoreHome MakeHome() => new Home();

    private sealed class Home : IStoreHome
    {
        private readonly MemoryHistoryStore _store = new(new SnapshotPolicy(1));

        public IHistoryStore Open() => _store;

        public ValueTask DisposeAsync() => _store.DisposeAsync();
    }
}
