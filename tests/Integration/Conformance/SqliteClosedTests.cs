using Timeline.Sqlite;
using Timeline.Tests.Integration.Sqlite;

namespace Timeline.Tests.Integration.Conformance;

public sealed class SqliteClosedTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public Task A_closed_store_of_clocks_says_that_it_is_closed() => Closed.Check(SqliteClockStore.Open(_scratch.Store));

    [Fact]
    public Task A_closed_store_of_errors_says_that_it_is_closed() => Closed.Check(SqliteErrorStore.Open(_scratch.Store));

    [Fact]
    public Task A_closed_store_of_histories_says_that_it_is_closed() => Closed.Check(SqliteHistoryStore.Open(_scratch.Store));

    public void Dispose() => _scratch.Dispose();
}
