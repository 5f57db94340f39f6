namespace Timeline.Tests.Integration.Conformance;

/// <summary>Where a store in memory is kept: the very same object, each time it is opened.</summary>
internal sealed class MemoryHome<TPort, TStore> : IHome<TPort>
    where TPort : IAsyncDisposable
    where TStore : TPort, new()
{
    private readonly TStore _store = new();

    public ValueTask<TPort> OpenAsync() => new(_store);

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
