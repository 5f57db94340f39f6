using Timeline.Events;
using Timeline.Sqlite;

namespace Timeline.Tests.Integration.Conformance;

public sealed class SqliteClockStoreTests : ClockStoreSuite
{
    protected override IHome<IClockStore> MakeHome() =>
        new SqliteHome<IClockStore>(path => SqliteClockStore.Open(path));
}
