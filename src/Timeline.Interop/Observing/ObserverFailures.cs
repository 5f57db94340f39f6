using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Timeline.Telemetry;

namespace Timeline.Observing;

/// <summary>Where failures go that nobody waits for: the log, and then every hook.</summary>
/// <remarks>Safe to use from any thread. A registry has one of them, and all of its variables share it.</remarks>
internal sealed class ObserverFailures(ILogger logger)
{
    private Action<ObserverFailure>[] _hooks = [];

    /// <summary>Where it is said what nobody waits for.</summary>
    public ILogger Logger { get; } = new QuietLogger(logger);

    /// <summary>Calls a hook with every failure from now on, until what is returned is disposed of.</summary>
    public IDisposable Add(Action<ObserverFailure> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        Swap(hooks => [.. hooks, hook]);
        return new Registration(this, hook);
    }

    /// <summary>Tells of what a listener threw. Never throws.</summary>
    public void Report(ObserverFailure failure)
    {
        _ = Guarded(() => Meters.ListenerFailed(failure.Exception));
        Logger.ListenerFailed(failure.Exception, failure.ListenerName, failure.Variable);
        Tell(failure);
    }

    /// <summary>Tells every hook of a failure that the log has already. Never throws.</summary>
    public void Tell(ObserverFailure failure)
    {
        foreach (var hook in Volatile.Read(ref _hooks))
        {
            if (Guarded(() => hook(failure)) is not { } thrown) continue;
            Logger.FailureHookFailed(thrown, ListenerNames.Of(hook), failure.Variable);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A hook's is logged; one who measures has nowhere to go.")]
    private static Exception? Guarded(Action told)
    {
        try
        {
            told();
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    private static Action<ObserverFailure>[] Without(Action<ObserverFailure>[] hooks, int place) =>
        [.. hooks[..place], .. hooks[(place + 1)..]];

    private void Swap(Func<Action<ObserverFailure>[], Action<ObserverFailure>[]> change)
    {
        Action<ObserverFailure>[] seen;
        do seen = Volatile.Read(ref _hooks);
        while (Interlocked.CompareExchange(ref _hooks, change(seen), seen) != seen);
    }

    private sealed class Registration(ObserverFailures failures, Action<ObserverFailure> hook) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
            failures.Swap(hooks => Without(hooks, Array.LastIndexOf(hooks, hook)));
        }
    }
}
