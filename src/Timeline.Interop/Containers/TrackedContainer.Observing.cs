using System.Collections.Specialized;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Timeline.ChangeLogs;
using Timeline.Observing;

namespace Timeline.Containers;

public abstract partial class TrackedContainer : INotifyCollectionChanged
{
    private static readonly PropertyChangedEventArgs CountChanged = new("Count");
    private static readonly PropertyChangedEventArgs ItemChanged = new("Item[]");
    private static readonly NotifyCollectionChangedEventArgs Reset = new(NotifyCollectionChangedAction.Reset);

    private Delivery<ChangeEntry>? _delivery;
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
    /// <param name="listener">What is called. What it throws stops nobody, and goes to
    /// <see cref="TrackingOptions.ListenerFailed"/>.</param>
    /// <param name="priority">Lower ones are called first, equal ones in order of subscription.</param>
    /// <param name="replay">Whether it is called now with every entry there is already.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public IDisposable Subscribe(Action<ChangeEntry> listener, int priority = 50, bool replay = false)
    {
        ArgumentNullException.ThrowIfNull(listener);
        var past = Log;
        var subscription = Delivery().Subscribe(listener, priority);
        if (!replay) return subscription;
        foreach (var entry in past.Entries) Guarded(() => listener(entry), entry, listener);
        return subscription;
    }

    /// <summary>Calls an observer with each entry from the next one on.</summary>
    /// <param name="observer">Who observes.</param>
    /// <param name="priority">As for a listener.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public IDisposable Subscribe(IObserver<ChangeEntry> observer, int priority = 50) =>
        Delivery().Subscribe(observer, priority);

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

    private void Post(ChangeEntry entry)
    {
        if (_delivery is null) return;
        if (_batch is not null) _batch.Keep(this, entry);
        else _hasPosted |= _delivery.Post(entry);
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
