namespace Timeline.Watching;

/// <summary>Prunes the variables of a registry at intervals, for as long as somebody holds on to the
/// registry.</summary>
internal sealed class PruningTimer : IDisposable
{
    private readonly WeakReference<Registry> _registry;
    private readonly ITimer _timer;

    internal PruningTimer(Registry registry, TimeProvider clock, TimeSpan interval)
    {
        _registry = new(registry);
        _timer = clock.CreateTimer(static state => ((PruningTimer)state!).Tick(), this, interval, interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        if (_registry.TryGetTarget(out var registry)) registry.Prune();
        else Dispose();
    }
}
