using Timeline.Tests.Integration.Sqlite;

namespace Timeline.Tests.Integration.Conformance;

/// <summary>Where a store in a file is kept: a folder of its own.</summary>
internal sealed class SqliteHome<TStore>(Func<string, TStore> open) : IHome<TStore>
    where TStore : IAsyncDisposable
{
    private readonly Scratch _scratch = new();

    public ValueTask<TStore> OpenAsync() => new(open(_scratch.Store));

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return default;
    }
}
