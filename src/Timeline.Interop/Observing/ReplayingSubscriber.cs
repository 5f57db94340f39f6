using System.Diagnostics.CodeAnalysis;

namespace Timeline.Observing;

/// <summary>A listener that is called with what has been, by whoever subscribes, and then as any other: each item once,
/// in order, whatever others post meanwhile, or the listener itself.</summary>
/// <remarks>What is delivered while it still hears what has been waits, and is heard after it by whoever subscribes; so
/// nobody who posts is kept.</remarks>
internal sealed class ReplayingSubscriber<T>(Delivery<T> delivery, Action<T> listener, object named, int priority)
    : Subscriber<T>(delivery, named, priority)
{
    private readonly Lock _gate = new();
    private Queue<T>? _waiting = new();

    // What was heard with the past may be delivered only after it; the first that was not is the last to be asked.
    private Func<T, bool>? _isLater;

    public override void Hear(T item)
    {
        lock (_gate)
        {
            if (_waiting is not null)
            {
                _waiting.Enqueue(item);
                return;
            }

            if (_isLater is { } isLater && !isLater(item)) return;
            _isLater = null;
        }

        listener(item);
    }

    /// <summary>Calls the listener with what has been, and with what came meanwhile. Called once, after the
    /// subscription; throws nothing that the listener throws.</summary>
    /// <param name="past">What has been, taken after the subscription, so that nothing is between the two.</param>
    /// <param name="isLater">Whether an item comes after the past; what does not was heard with it.</param>
    public void Replay(IEnumerable<T> past, Func<T, bool> isLater)
    {
        foreach (var item in past) Call(item);
        while (TryNext(isLater, out var next))
        {
            if (isLater(next)) Call(next);
        }
    }

    private bool TryNext(Func<T, bool> isLater, [MaybeNullWhen(false)] out T item)
    {
        lock (_gate)
        {
            if (_waiting!.TryDequeue(out item)) return true;
            _waiting = null;
            _isLater = isLater;
            return false;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is reported, as whatever a listener throws.")]
    private void Call(T item)
    {
        if (IsDisposed) return;
        try
        {
            listener(item);
        }
        catch (Exception thrown)
        {
            Delivery.Report(item, thrown, Listener);
        }
    }
}
