using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Timeline.Admission;
using Timeline.Histories;
using Timeline.Observing;

namespace Timeline.Watching;

public sealed partial class Watched<T> : IObservable<Version<T>>, IAsyncEnumerable<Version<T>>, INotifyPropertyChanged
{
    // What a version changes for whoever is bound to the variable.
    private static readonly PropertyChangedEventArgs[] Changed =
        [
        new(nameof(Value)), new(nameof(LastChange)), new(nameof(History)), new(nameof(Count)), new(nameof(CanUndo)),
        new(nameof(CanRedo)),
    ];

    private PropertyChangedEventHandler? _bound;
    private IDisposable? _binding;

    /// <summary>
    /// Raised when <see cref="Value"/>, <see cref="LastChange"/>, <see cref="History"/>, <see cref="IsFrozen"/> or
    /// <see cref="CurrentBranch"/> changed, on the thread that changed it and under no lock.
    /// </summary>
    public event PropertyChangedEventHandler? PropertyChanged
    {
        add => Bind(() => _bound += value);
        remove => Bind(() => _bound -= value);
    }

    /// <summary>Calls a listener with every version from the next one on.</summary>
    /// <param name="listener">What is called, with this variable and the version, in order, under no lock.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    /// <remarks>
    /// A listener has heard a version when the set that made it returns, unless other threads set at the same time:
    /// then
    /// one of them delivers for all. It may set the variable itself; that is heard after the version it was called
    /// with.
    /// What it throws never reaches whoever set the value: it goes to <see cref="Registry.OnFailure"/> and to the log.
    /// </remarks>
    public IDisposable OnChange(Action<Watched<T>, Version<T>> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Hear(version => listener(this, version), listener);
    }

    /// <summary>As <see cref="OnChange"/>, for a listener that wraps the caller's.</summary>
    internal IDisposable Hear(Action<Version<T>> listener, Delegate named) =>
        _delivery.Subscribe(version => listener(Handed(version)), named: named);

    /// <summary>Calls an asynchronous listener with every version from the next one on, one at a time.</summary>
    /// <param name="listener">What is called, in order; its token is cancelled when the subscription is disposed
    /// of.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    /// <remarks>Nobody who sets waits for it; <see cref="FlushAsync"/> does. What it throws goes where all of it
    /// goes.</remarks>
    public IDisposable OnChangeAsync(Func<Watched<T>, Version<T>, CancellationToken, ValueTask> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return _delivery.SubscribeAsync(
            (version, cancellation) => listener(this, Handed(version), cancellation), named: listener);
    }

    /// <summary>Lets an observer have every version from the next one on.</summary>
    /// <param name="observer">Who observes; its end comes when the registry is disposed of, an error never.</param>
    /// <returns>The subscription; disposing of it ends it.</returns>
    public IDisposable Subscribe(IObserver<Version<T>> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return _delivery.Subscribe(_isTransparent ? observer : new ReleasingObserver<T>(observer, Handed));
    }

    /// <summary>The versions from now on, as they are made.</summary>
    /// <param name="options">How much waits for a slow reader, and what happens beyond; null for the default.</param>
    /// <returns>The stream; every enumeration is a reader of its own.</returns>
    public IAsyncEnumerable<Version<T>> Changes(StreamOptions? options = null)
    {
        var kept = _delivery.Stream(options);
        return _isTransparent ? kept : kept.Select(Handed);
    }

    /// <summary>The versions from now on, with the default options of <see cref="Changes"/>.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The reader.</returns>
    public IAsyncEnumerator<Version<T>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Changes().GetAsyncEnumerator(cancellationToken);

    /// <summary>Asks one more thing of every value from now on; what is there already is not asked.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>This variable.</returns>
    public Watched<T> AddRule(Rule<T> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Admission<T> seen;
        do seen = Admitting;
        while (Interlocked.CompareExchange(ref _admission, seen.With(rule), seen) != seen);
        return this;
    }

    internal override void Close()
    {
        using (Gate.Hold()) _standing = Standing.Closed;

        // What is still being written is heard before the end.
        if (_journal is null) Complete();
    }

    private void Complete()
    {
        bool isHeard;
        using (Gate.Hold()) isHeard = _delivery.Complete();
        if (isHeard) _delivery.Drain();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "They listen for as long as the variable is there.")]
    private void Listen(IEnumerable<Action<Watched<T>, Version<T>>> listeners)
    {
        foreach (var listener in listeners) _ = OnChange(listener);
    }

    /// <summary>Keeps one subscription for all who are bound, and none when nobody is.</summary>
    private void Bind(Action change)
    {
        using (Gate.Hold())
        {
            change();
            if (_bound is null)
            {
                _binding?.Dispose();
                _binding = null;
            }
            else
            {
                _binding ??= _delivery.Subscribe(_ => Raise(Changed));
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is reported: what listens never fails whoever sets.")]
    private void Raise(params ReadOnlySpan<PropertyChangedEventArgs> changed)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(Volatile.Read(ref _bound)))
        {
            try
            {
                foreach (var change in changed) handler(this, change);
            }
            catch (Exception thrown)
            {
                Failures.Report(new(Name, null, thrown, handler));
            }
        }
    }

    /// <summary>Tells those who are bound that another version is the current one, which nobody made just
    /// now.</summary>
    private void NotifyMoved()
    {
        Raise(Changed);
        Notify(nameof(CurrentBranch));
    }

    private void Notify(string property)
    {
        if (Volatile.Read(ref _bound) is not null) Raise(new PropertyChangedEventArgs(property));
    }
}
