using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Where a store on a server is kept: a schema, whose tables are emptied for each test.</summary>
internal sealed class PostgresHome<TStore>(PostgresStoreOptions options, Func<ValueTask<TStore>> open) : IHome<TStore>
    where TStore : IAsyncDisposable
{
    private bool _isEmpty;

    public async ValueTask<TStore> OpenAsync()
    {
        if (!_isEmpty) await SharedServer.Clear(options);
        _isEmpty = true;
        return await open();
    }

    public ValueTask DisposeAsync() => default;
}
