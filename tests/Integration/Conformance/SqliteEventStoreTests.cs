using Timeline.Events;
using Timeline.Sqlite;

namespace Timeline.Tests.Integration.Conformance;

public sealed class SqliteEventStoreTests : ClosedEventStoreSuite
{
    protected override IHome<IEventStore> MakeHome() =>
        new SqliteHome<IEventStore>(path => SqliteEventStore.Open(path));
}
