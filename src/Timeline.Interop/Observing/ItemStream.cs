namespace Timeline.Observing;

/// <summary>The items of a delivery, read at each reader's own pace.</summary>
internal sealed class ItemStream<T>(Delivery<T> delivery, StreamOptions options, Func<T, string> describe)
    : IAsyncEnumerable<T>
{
    /// <summary>Subscribes at once: the first item read is the first one posted after this call.</summary>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new StreamReader<T>(delivery.Add(new StreamSubscriber<T>(delivery, options)), describe, cancellationToken);
}
