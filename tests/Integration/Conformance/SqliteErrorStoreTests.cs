using Timeline.ErrorLogs;
using Timeline.Sqlite;

namespace Timeline.Tests.Integration.Conformance;

public sealed class SqliteErrorStoreTests : ErrorStoreSuite
{
    protected override IHome<IErrorStore> MakeHome() =>
        new SqliteHome<IErrorStore>(path => SqliteErrorStore.Open(path));
}
