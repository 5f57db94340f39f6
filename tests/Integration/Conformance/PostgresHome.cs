using Npgsql;
using Timeline.Postgres;
using Timeline.Tests.Integration.Postgres;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Where a store on a server is kept: a schema, whose tables are emptied for each test.</summary>
/// <param name="open">Opens the store.</param>
internal sealed class PostgresHome<TStore>(Func<NpgsqlDataSource, PostgresStoreOptions, Task<TStore>> open) : IHome<TStore>
    where TStore : IAsyncDisposable
{
    /// <summary>How many scripts there is time for.</summary>
    public const int Cases = 12;

    // One schema for each kind of store: making its tables takes longer than emptying them.
    private static readonly PostgresStoreOptions Options = SharedServer.NewOptions();

    private bool _isEmpty;

    public async ValueTask<TStore> OpenAsync()
    {
        if (!_isEmpty) await SharedServer.Clear(Options);
        _isEmpty = true;
        return await open(SharedServer.Source, Options);
    }

    public ValueTask DisposeAsync() => default;
}
