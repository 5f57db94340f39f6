using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Timeline.Telemetry;

namespace Timeline.Observing;

/// <summary>Ordered delivery: everyone hears everything once, in the order in which it was posted, under no
/// lock.</summary>
/// <typeparam name="T">What is delivered.</typeparam>
/// <remarks>
/// <para>The owner posts under its lock, which orders the items, and drains after it. Whoever drains first delivers
/// for all others, who return at once; so a listener that posts is no recursion: what it posts is heard, by everybody,
/// after what it was called with. Whoever has delivered <see cref="Stint"/> items for others leaves the rest to the
/// thread pool.</para>
/// <para>An item goes to those who had subscribed when it was posted. Nobody is called after his disposal returned on
/// the delivering thread; a call that another thread has begun may still be under way.</para>
/// <para>Posting costs one field test while nobody listens. Draining costs two interlocked operations and allocates
/// nothing.</para>
/// </remarks>
/// <param name="name">The name of the owner, for failures.</param>
/// <param name="failures">Where it goes what listeners throw.</param>
/// <param name="describe">An item in words, for a reader that has missed some.</param>
internal sealed partial class Delivery<T>(string name, ObserverFailures failures, Func<T, string> describe)
{
    /// <summary>How many items one thread delivers in a row; those that its own listeners post come on top.</summary>
    internal const int Stint = 1024;

    // After the end: nobody hears, and nobody can subscribe. Told by reference from every other audience.
    private static readonly Audience<T> Ended = Audience<T>.Empty;

    private readonly HeardCount _heard = new();
    private DeliveryQueue<T>? _queue;
    private Audience<T>? _audience;
    private Subscriber<T>[] _lastAudience = [];
    private long _posted;
    private long _turns;

    // The thread that delivers; 0 for none.
    private int _deliverer;

    // How many items the one who delivers will still deliver. His alone.
    private long _left;

    /// <summary>The name of the owner.</summary>
    public string Name => name;

    /// <summary>How many items wait to be delivered.</summary>
    public long Waiting => Volatile.Read(ref _posted) - _heard.Count;

    /// <summary>Queues an item for all who listen. Under the owner's lock; calls nobody.</summary>
    /// <returns>True if somebody listens: the owner has to call <see cref="Drain"/> once it has left its
    /// lock.</returns>
    public bool Post(T item) =>
        Volatile.Read(ref _audience) is { } audience && !ReferenceEquals(audience, Ended)
        && Queue(new(item, audience.InOrder, IsEnd: false));

    /// <summary>Queues the end: whoever listens hears what was posted before, then that nothing more comes. Under the
    /// owner's lock.</summary>
    /// <returns>As of <see cref="Post"/>.</returns>
    public bool Complete()
    {
        Audience<T>? audience;
        do
        {
            audience = Volatile.Read(ref _audience);
            if (ReferenceEquals(audience, Ended)) return false;
            Volatile.Write(ref _lastAudience, audience?.InOrder ?? []);
        }
        while (Interlocked.CompareExchange(ref _audience, Ended, audience) != audience);

        return audience is not null && Queue(new(default!, audience.InOrder, IsEnd: true));
    }

    /// <summary>Delivers what is queued, unless somebody does already. Under no lock; throws nothing.</summary>
    public void Drain()
    {
        while (_queue is { } queue && Waiting != 0)
        {
            var self = Environment.CurrentManagedThreadId;
            var deliverer = Interlocked.CompareExchange(ref _deliverer, self, 0);

            // A listener has posted: nobody else makes him stay, so it is his to deliver.
            if (deliverer == self) _left++;
            if (deliverer != 0) return;
            if (DeliverStint(queue)) continue;
            if (Waiting != 0) HandOver();
            return;
        }
    }

    /// <summary>Delivers until nothing is queued, or the stint is over. The right to deliver is held, and let go
    /// of.</summary>
    /// <returns>Whether nothing was queued any more.</returns>
    private bool DeliverStint(DeliveryQueue<T> queue)
    {
        _left = Stint;
        try
        {
            while (_left > 0)
            {
                if (!queue.TryTake(out var posted)) return true;
                _left--;
                if (Meters.DeliveryDuration.Enabled) DeliverTimed(posted);
                else Deliver(posted);
                _heard.Reach(_heard.Count + 1);
            }

            return false;
        }
        finally
        {
            // A fence: what is posted after it finds nobody delivering, what was posted before is seen by Drain.
            _ = Interlocked.Exchange(ref _deliverer, 0);
            _heard.Wake();
        }
    }

    // Without the flow of execution: who acts and what is called in it has nothing to do with what others posted.
    private void HandOver() =>
        _ = ThreadPool.UnsafeQueueUserWorkItem(static delivery => delivery.Drain(), this, preferLocal: false);

    private bool Queue(in Posted<T> posted)
    {
        (_queue ??= new()).Post(posted);
        Volatile.Write(ref _posted, _posted + 1);
        return true;
    }

    private void DeliverTimed(in Posted<T> posted)
    {
        var began = Stopwatch.GetTimestamp();
        Deliver(posted);
        Meters.Delivered(Stopwatch.GetElapsedTime(began));
    }

    private void Deliver(in Posted<T> posted)
    {
        foreach (var subscriber in posted.Audience)
            if (!subscriber.IsDisposed) Deliver(posted, subscriber);
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is reported: no listener fails a setter.")]
    private void Deliver(in Posted<T> posted, Subscriber<T> subscriber)
    {
        try
        {
            if (posted.IsEnd) subscriber.HearEnd();
            else subscriber.Hear(posted.Item);
        }
        catch (Exception thrown)
        {
            Report(posted.IsEnd ? null : posted.Item, thrown, subscriber.Listener);
        }
    }

    /// <summary>Says in the log that a reader misses something from now on.</summary>
    internal void ReportSlow(int capacity) => failures.Logger.ReaderFellBehind(Name, capacity);

    /// <summary>Tells of what a listener threw.</summary>
    internal void Report(object? item, Exception thrown, object listener) =>
        failures.Report(new(Name, item, thrown, listener));
}
