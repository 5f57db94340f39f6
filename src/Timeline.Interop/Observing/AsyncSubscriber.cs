using System.Diagnostics.CodeAnalysis;
using Timeline.Telemetry;

namespace Timeline.Observing;

/// <summary>An asynchronous listener: its own queue, emptied on the thread pool one item at a time.</summary>
internal sealed class AsyncSubscriber<T>(
    Delivery<T> delivery, Func<T, CancellationToken, ValueTask> listener, object named, int priority)
    : Subscriber<T>(delivery, named, priority), IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _queue = new();
    private readonly HeardCount _heard = new();
    private readonly CancellationTokenSource _leaving = new();
    private long _taken;
    private bool _isPumping;

    public override void Hear(T item)
    {
        bool isIdle;
        int waiting;
        lock (_gate)
        {
            if (IsDisposed) return;
            _queue.Enqueue(item);
            _taken++;
            isIdle = !_isPumping;
            _isPumping = true;
            waiting = _queue.Count;
        }

        // Whoever set the value lends his thread to nobody, and his flow of execution (who acts) to no listener.
        if (isIdle) _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        if (Meters.ListenerBacklog.Enabled) Meters.ListenerBacklog.Record(waiting);
    }

    public override Task Settled()
    {
        lock (_gate) return _heard.Until(_taken);
    }

    public void Execute() => _ = PumpAsync();

    protected override void Leave()
    {
        lock (_gate)
        {
            _queue.Clear();
            _heard.Reach(_taken);
        }

        Guarded(_leaving.Cancel);
    }

    private async Task PumpAsync()
    {
        while (TryNext(out var item))
        {
            await CallAsync(item).ConfigureAwait(false);
            lock (_gate) _heard.Reach(_heard.Count + 1);
        }
    }

    private bool TryNext([MaybeNullWhen(false)] out T item)
    {
        lock (_gate)
        {
            return _isPumping = _queue.TryDequeue(out item);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is reported, as whatever a listener throws.")]
    private async Task CallAsync(T item)
    {
        AsyncCall call = new(Delivery);
        call.Begin();
        try
        {
            await listener(item, _leaving.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsDisposed)
        {
            // It gave up because its subscription ended, as it was asked to.
        }
        catch (Exception thrown)
        {
            Delivery.Report(item, thrown, Listener);
        }
        finally
        {
            call.End();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is reported, as whatever a listener throws.")]
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception thrown)
        {
            Delivery.Report(null, thrown, Listener);
        }
    }
}
