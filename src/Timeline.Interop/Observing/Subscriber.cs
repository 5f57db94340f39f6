namespace Timeline.Observing;

/// <summary>One who hears what is delivered, until disposed of.</summary>
/// <param name="delivery">Whose items it hears.</param>
/// <param name="listener">The delegate or observer it stands for, named when it fails.</param>
/// <param name="priority">When it is called: lower ones first, equal ones in order of subscription.</param>
internal abstract class Subscriber<T>(Delivery<T> delivery, object listener, int priority) : IDisposable
{
    private volatile bool _isDisposed;

    public object Listener { get; } = listener;

    public int Priority { get; } = priority;

    /// <summary>Which of all subscriptions it is: given once, before it hears anything.</summary>
    public long Turn { get; set; }

    public bool IsDisposed => _isDisposed;

    protected Delivery<T> Delivery { get; } = delivery;

    /// <summary>Hears one item. Called by one thread at a time; what it throws is reported.</summary>
    public abstract void Hear(T item);

    /// <summary>Hears that nothing more comes.</summary>
    public virtual void HearEnd()
    {
    }

    /// <summary>Completes when everything given to <see cref="Hear"/> so far has been dealt with.</summary>
    public virtual Task Settled() => Task.CompletedTask;

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        Delivery.Remove(this);
        Leave();
    }

    /// <summary>Lets go of what is not heard any more.</summary>
    protected virtual void Leave()
    {
    }
}
