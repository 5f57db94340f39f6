using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Containers;

namespace Timeline.Configuring;

/// <summary>The observers that were made of a configuration, as one: subscribed, flushed and disposed of
/// together.</summary>
/// <remarks>Any thread may call any member at any time.</remarks>
public sealed class ConfiguredObservers : IAsyncDisposable, IDisposable
{
    private readonly ImmutableArray<MadeObserver> _made;
    private readonly ImmutableArray<MadeObserver> _top;
    private readonly Lock _gate = new();
    private readonly HashSet<Subscriptions> _subscriptions = [];
    private bool _isDisposed;

    internal ConfiguredObservers(IEnumerable<MadeObserver> made, ImmutableArray<ObserverPlan> top)
    {
        _made = [.. made];
        HashSet<ObserverPlan> plans = new(top, ReferenceEqualityComparer.Instance);
        _top = [.. _made.Where(it => plans.Contains(it.Plan))];
        All = [.. _top.Select(it => it.Observer)];
    }

    /// <summary>The observers of the list, in its order, without those within others.</summary>
    public ImmutableArray<IObserver<ChangeEntry>> All { get; }

    /// <summary>An observer of a type: the first one of the configuration, those within others among them.</summary>
    /// <typeparam name="T">The type, as <see cref="ChangeCollector"/>.</typeparam>
    /// <param name="name">What the configuration calls it; null for whatever.</param>
    /// <returns>The observer; null where there is none of the type and name.</returns>
    public T? Find<T>(string? name = null)
        where T : class =>
        _made.Where(it => name is null || it.Plan.Name == name)
            .OrderBy(it => it.Plan.Order)
            .Select(it => it.Observer)
            .OfType<T>()
            .FirstOrDefault();

    /// <summary>Lets all of them hear of the changes of a container, each at its priority, and of what has been if the
    /// configuration says so.</summary>
    /// <param name="container">The container; there may be several.</param>
    /// <returns>The subscriptions as one; disposing of it ends them.</returns>
    /// <exception cref="ObjectDisposedException">They are disposed of.</exception>
    public IDisposable SubscribeTo(TrackedContainer container)
    {
        ArgumentNullException.ThrowIfNull(container);
        Subscriptions subscriptions = new(this);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _ = _subscriptions.Add(subscriptions);
        }

        // Not under the lock: a replay calls the observers.
        foreach (var (plan, observer) in _top)
            subscriptions.Add(container.Subscribe(observer, plan.Priority, plan.Replay));
        return subscriptions;
    }

    /// <summary>Completes when all that they were told before is where it is to go. They are asked at once, so that
    /// none waits for another.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task.</returns>
    /// <exception cref="AggregateException">Several failed; all were asked. Of one the exception itself.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        var flushed = await Task.WhenAll(
            _made.Select(it => it.Observer).OfType<IFlushingObserver>()
                .Select(flushing => FailureOfAsync(flushing, cancellationToken)))
            .ConfigureAwait(false);
        Throw([.. flushed.OfType<Exception>()]);
    }

    /// <summary>Ends all subscriptions, and disposes of the observers, what was made last first.</summary>
    /// <returns>A task.</returns>
    /// <exception cref="AggregateException">Several failed; all were disposed of. Of one the exception
    /// itself.</exception>
    public async ValueTask DisposeAsync()
    {
        if (!End()) return;
        Throw([.. (await DisposeAllAsync(_made).ConfigureAwait(false)).Select(it => it.Exception)]);
    }

    /// <summary>As <see cref="DisposeAsync"/>, waiting for it.</summary>
    public void Dispose()
    {
        if (End()) Throw([.. DisposeAll(_made).Select(it => it.Exception)]);
    }

    /// <summary>Disposes of what was made, last first, and gives back what failed.</summary>
    internal static IReadOnlyList<Failure> DisposeAll(IReadOnlyList<MadeObserver> made) =>
        Task.Run(() => DisposeAllAsync(made)).GetAwaiter().GetResult();

    [SuppressMessage("Design", "CA1031", Justification = "It is given back when all are disposed of.")]
    private static async Task<IReadOnlyList<Failure>> DisposeAllAsync(IReadOnlyList<MadeObserver> made)
    {
        List<Failure> failures = [];
        foreach (var (plan, observer) in made.Reverse())
        {
            try
            {
                if (observer is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
                else if (observer is IDisposable disposable) disposable.Dispose();
            }
            catch (Exception failed)
            {
                failures.Add(new(plan.Path, failed));
            }
        }

        return failures;
    }

    [SuppressMessage("Design", "CA1031", Justification = "It is thrown when all have been asked.")]
    private static async Task<Exception?> FailureOfAsync(
        IFlushingObserver flushing, CancellationToken cancellationToken)
    {
        try
        {
            await flushing.FlushAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception failed)
        {
            return failed;
        }
    }

    private static void Throw(List<Exception> failures)
    {
        if (failures.Count == 1) ExceptionDispatchInfo.Throw(failures[0]);
        if (failures.Count > 1) throw new AggregateException(failures);
    }

    private bool End()
    {
        Subscriptions[] open;
        lock (_gate)
        {
            if (_isDisposed) return false;
            _isDisposed = true;
            open = [.. _subscriptions];
        }

        foreach (var subscriptions in open) subscriptions.Dispose();
        return true;
    }

    /// <summary>What an observer threw when it was disposed of.</summary>
    internal sealed record Failure(string Path, Exception Exception);

    private sealed class Subscriptions(ConfiguredObservers owner) : IDisposable
    {
        private readonly List<IDisposable> _all = [];
        private bool _hasEnded;

        public void Add(IDisposable one)
        {
            lock (owner._gate)
            {
                if (!_hasEnded)
                {
                    _all.Add(one);
                    return;
                }
            }

            one.Dispose();
        }

        public void Dispose()
        {
            IDisposable[] all;
            lock (owner._gate)
            {
                _hasEnded = true;
                _ = owner._subscriptions.Remove(this);
                all = [.. _all];
            }

            foreach (var one in all) one.Dispose();
        }
    }
}
