namespace Timeline.Observing;

/// <summary>One enumeration of a stream.</summary>
/// <remarks>
/// Whoever delivers knows the subscriber and its buffer, and of the reader only that it waits. So one that is given up
/// without being disposed of is collected, and takes both with it.
/// </remarks>
internal sealed class StreamReader<T> : IAsyncEnumerator<T>
{
    private readonly StreamSubscriber<T> _subscriber;
    private readonly Func<T, string> _describe;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _onCancelled;
    private T? _current;
    private bool _hasRead;

    public StreamReader(StreamSubscriber<T> subscriber, Func<T, string> describe, CancellationToken cancellation)
    {
        _subscriber = subscriber;
        _describe = describe;
        _cancellation = cancellation;
        _onCancelled = cancellation.UnsafeRegister(static it => ((IDisposable)it!).Dispose(), subscriber);
    }

    ~StreamReader()
    {
        _ = _onCancelled.Unregister();
        _subscriber.Dispose();
    }

    public T Current => _current!;

    public async ValueTask<bool> MoveNextAsync()
    {
        T? next;
        do
        {
            _cancellation.ThrowIfCancellationRequested();
            if (!_subscriber.Items.TryRead(out next)) continue;
            _current = next;
            _hasRead = true;
            return true;
        }
        while (await _subscriber.Items.WaitToReadAsync(_cancellation).ConfigureAwait(false));
        _cancellation.ThrowIfCancellationRequested();
        _subscriber.Dispose();
        return _subscriber.Failure(_hasRead ? _describe(_current!) : "nothing") is { } missed ? throw missed : false;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _onCancelled.DisposeAsync().ConfigureAwait(false);
        _subscriber.Dispose();
    }
}
