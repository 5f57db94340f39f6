using System.Diagnostics.CodeAnalysis;

namespace Timeline.Observing;

internal sealed partial class Delivery<T>
{
    /// <summary>The priority of those who ask for none.</summary>
    public const int DefaultPriority = 50;

    /// <summary>Calls a listener with each item from the next one on, on the thread that delivers.</summary>
    /// <param name="listener">What is called.</param>
    /// <param name="priority">Lower ones are called first, equal ones in order of subscription.</param>
    /// <param name="named">The caller's own delegate, if <paramref name="listener"/> only wraps it: named when it
    /// fails.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public IDisposable Subscribe(Action<T> listener, int priority = DefaultPriority, object? named = null)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Add(new CallingSubscriber<T>(this, listener, named ?? listener, priority));
    }

    /// <summary>Calls an observer with each item from the next one on; with its end at once if that has
    /// come.</summary>
    /// <param name="observer">Who observes; it never hears of an error.</param>
    /// <param name="priority">As for a listener.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public IDisposable Subscribe(IObserver<T> observer, int priority = DefaultPriority)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return Add(new ObserverSubscriber<T>(this, observer, priority));
    }

    /// <summary>Calls an asynchronous listener with each item from the next one on, one at a time, on the thread
    /// pool.</summary>
    /// <param name="listener">What is called; its token is cancelled when the subscription is disposed of.</param>
    /// <param name="priority">As for a listener.</param>
    /// <param name="named">As for a listener.</param>
    /// <returns>The subscription; disposing of it ends it, waiting for nothing.</returns>
    /// <remarks>Items that come faster than it hears wait without a bound: none is lost, and no setter
    /// waits.</remarks>
    public IDisposable SubscribeAsync(
        Func<T, CancellationToken, ValueTask> listener, int priority = DefaultPriority, object? named = null)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Add(new AsyncSubscriber<T>(this, listener, named ?? listener, priority));
    }

    /// <summary>The items as a stream; every enumeration reads from its own beginning, the item after it was
    /// begun.</summary>
    /// <param name="options">The bound of what waits for a slow reader, and what happens beyond; the defaults if
    /// null.</param>
    public IAsyncEnumerable<T> Stream(StreamOptions? options = null) =>
        new ItemStream<T>(this, options ?? new(), describe);

    /// <summary>Lets one hear, from the next item on.</summary>
    internal TSubscriber Add<TSubscriber>(TSubscriber one)
        where TSubscriber : Subscriber<T>
    {
        one.Turn = Interlocked.Increment(ref _turns);
        while (true)
        {
            var seen = Volatile.Read(ref _audience);
            if (ReferenceEquals(seen, Ended))
            {
                TellEnd(one);
                return one;
            }

            var with = (seen ?? Audience<T>.Empty).With(one);
            if (Interlocked.CompareExchange(ref _audience, with, seen) == seen) return one;
        }
    }

    /// <summary>Lets one hear nothing any more.</summary>
    internal void Remove(Subscriber<T> one)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _audience);
            if (seen is null || ReferenceEquals(seen, Ended)) return;
            var without = seen.Without(one);
            if (ReferenceEquals(without, seen)) return;
            if (Interlocked.CompareExchange(ref _audience, without, seen) == seen) return;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is reported, as whatever a listener throws.")]
    private void TellEnd(Subscriber<T> one)
    {
        try
        {
            one.HearEnd();
        }
        catch (Exception thrown)
        {
            Report(null, thrown, one.Listener);
        }
    }
}
