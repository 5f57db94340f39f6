namespace Timeline.Tests.Integration.Conformance;

/// <summary>A place where a kind of store keeps one store, which can be closed and opened again.</summary>
public interface IHome<TStore> : IAsyncDisposable
    where TStore : IAsyncDisposable
{
    /// <summary>Opens the store, the same one every time.</summary>
    ValueTask<TStore> OpenAsync();
}
