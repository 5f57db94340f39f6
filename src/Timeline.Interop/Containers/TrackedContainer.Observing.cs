using System.Collections.Specialized;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Timeline.ChangeLogs;
using Timeline.Observing;

namespace Timeline.Containers;

public abstract partial class TrackedContainer : INotifyCollectionChanged, IObservable<ChangeEntry>
{
    private static readonly PropertyChangedEventArgs CountChanged = new("Count");
    private static readonly PropertyChangedEventArgs ItemChanged = new("Item[]");
    private static readonly NotifyCollectionChangedEventArgs Reset = new(NotifyCollectionChangedAction.Reset);

    private Delivery<ChangeEntry>? _delivery;

    // The log from before a batch, while one is open.
    private ChangeLog? _settled;
    private ObserverFailures? _failures;
    private NotifyCollectionChangedEventArgs? _notice;
    private bool _hasCountChanged;
    private bool _hasPosted;

    /// <summary>Tells of a change of the elements, once it is made; within a batch when that is committed.</summary>
    public event NotifyCollectionChangedEventHandler? CollectionChanged;

    /// <summary>Tells that <c>Count</c> or the indexer has another value.</summary>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <summary>Whether anybody hears of changes of the elements, so that it is worth while to say which.</summary>
    private protected bool IsWatched => CollectionChanged is not null || PropertyChanged is not null;

    [SuppressMessage("Reliability", "CA2000", Justification = "The hook stays as long as the container.")]
    private ObserverFailures Failures
    {
        get
        {
            if (_failures is { } made) return made;
            var failures = new ObserverFailures(Options.Logger);
            if (Options.ListenerFailed is { } hook) _ = failures.Add(hook);
            return Interlocked.CompareExchange(ref _failures, failures, null) ?? failures;
        }
    }

    /// <summary>Calls a listener with each entry from the next one on, after the mutation, on the thread that
    /// made it.</summary>
    /// <param name="listener">What is called, by one thread at a time. What it throws stops nobody, and goes to
    /// <see cref="TrackingOptions.ListenerFailed"/>.</param>
    /// <param name="priority">Lower ones are called first, equal ones in order of subscription.</param>
    /// <param name="replay">Whether it is called now, by this thread, with every entry that the log still has.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    /// <remarks>
    /// Entries of a batch are told when it is committed, to who has subscribed by then. With a replay each entry is
    /// heard once, in order: what others or the listener itself change meanwhile is heard after what has been, and what
    /// an open batch has changed when that is committed. Any thread may call it at any time.
    /// </remarks>
    public IDisposable Subscribe(
        Action<ChangeEntry> listener, int priority = Delivery<ChangeEntry>.DefaultPriority, bool replay = false)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return replay ? Replaying(listener, listener, priority) : Delivery().Subscribe(listener, priority);
    }

    /// <summary>Calls an observer with each entry from the next one on.</summary>
    /// <param name="observer">Who observes; as a listener. A container has no end and no failure, so it hears of
    /// entries alone: neither <c>OnCompleted</c> nor <c>OnError</c> is called.</param>
    /// <param name="priority">As for a listener.</param>
    /// <param name="replay">As for a listener.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public IDisposable Subscribe(
        IObserver<ChangeEntry> observer, int priority = Delivery<ChangeEntry>.DefaultPriority, bool replay = false)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return replay ? Replaying(observer.OnNext, observer, priority) : Delivery().Subscribe(observer, priority);
    }

    /// <inheritdoc/>
    IDisposable IObservable<ChangeEntry>.Subscribe(IObserver<ChangeEntry> observer) => Subscribe(observer);

    /// <summary>The entries as a stream; every enumeration reads from the entry after it was begun.</summary>
    /// <param name="options">The bound of what waits for a slow reader, and what happens beyond.</param>
    /// <returns>The stream.</returns>
    public IAsyncEnumerable<ChangeEntry> Stream(StreamOptions? options = null) => Delivery().Stream(options);

    /// <summary>Says what is to be told of the elements when the mutation has ended.</summary>
    private protected void Notify(NotifyCollectionChangedEventArgs? notice, bool hasCountChanged)
    {
        _notice = _notice is null ? notice ?? Reset : Reset;
        _hasCountChanged |= hasCountChanged;
    }

    private Delivery<ChangeEntry> Delivery()
    {
        if (Volatile.Read(ref _delivery) is { } made) return made;
        var delivery = new Delivery<ChangeEntry>(Title, Failures, static entry => entry.ToString());
        return Interlocked.CompareExchange(ref _delivery, delivery, null) ?? delivery;
    }

    private ReplayingSubscriber<ChangeEntry> Replaying(Action<ChangeEntry> listener, object named, int priority)
    {
        var delivery = Delivery();
        var subscriber = delivery.Add(new ReplayingSubscriber<ChangeEntry>(delivery, listener, named, priority));

        // Taken after the subscription: an entry is in it, or is told, or both.
        var past = Settled();
        var last = past.Last.Id.Number;
        subscriber.Replay(past.Entries, entry => entry.Id.Number > last);
        return subscriber;
    }

    /// <summary>The log without what an open batch may yet take back.</summary>
    private ChangeLog Settled()
    {
        while (true)
        {
            var log = Log;
            var settled = Volatile.Read(ref _settled);

            // A log that was taken back meanwhile is never the container's again.
            if (ReferenceEquals(log, Log)) return settled ?? log;
        }
    }

    private void Post(ChangeEntry entry)
    {
        if (_batch is not null) _batch.Keep(this, entry);
        else if (_delivery is not null) _hasPosted |= _delivery.Post(entry);
    }

    /// <summary>Tells whoever listens of what has been posted, unless a batch keeps it.</summary>
    private void Tell()
    {
        if (_batch is not null) return;
        if (_hasPosted)
        {
            _hasPosted = false;
            _delivery!.Drain();
        }

        if (_notice is { } notice) Raise(notice);
    }

    private void Raise(NotifyCollectionChangedEventArgs notice)
    {
        var hasCountChanged = _hasCountChanged;
        _notice = null;
        _hasCountChanged = false;
        if (PropertyChanged is { } heard)
        {
            if (hasCountChanged) Guarded(() => heard(this, CountChanged), CountChanged, heard);
            Guarded(() => heard(this, ItemChanged), ItemChanged, heard);
        }

        if (CollectionChanged is { } called) Guarded(() => called(this, notice), notice, called);
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is reported: no listener fails a mutation.")]
    private void Guarded(Action call, object item, object listener)
    {
        try
        {
            call();
        }
        catch (Exception thrown)
        {
            Failures.Report(new(Title, item, thrown, listener));
        }
    }
}
